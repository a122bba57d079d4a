package dev.satchel.erasure;

import dev.satchel.file.ErasedFiles;
import dev.satchel.request.ErasedPeople;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** All users and people of whom something is there, page by page. */
@ApplicationScoped
class Subjects {

  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final int PAGE = 1000;

  private final ErasedFiles files;
  private final ErasedPeople people;

  Subjects(ErasedFiles files, ErasedPeople people) {
    this.files = files;
    this.people = people;
  }

  /** Those of one account and kind. */
  Multi<Subject> of(UUID account, Subject.Kind kind) {
    return Multi.createBy()
        .repeating()
        .uni(() -> new UUID[] {BEFORE_ALL}, last -> page(account, kind, last))
        .whilst(page -> page.size() == PAGE)
        .onItem()
        .<UUID>disjoint()
        .map(id -> new Subject(account, kind, id));
  }

  private Uni<List<UUID>> page(UUID account, Subject.Kind kind, UUID[] last) {
    Uni<List<UUID>> page =
        switch (kind) {
          case USER -> files.users(account, last[0], PAGE);
          case PERSON -> people.ids(account, last[0], PAGE);
        };
    return page.invoke(
        ids -> {
          if (!ids.isEmpty()) {
            last[0] = ids.getLast();
          }
        });
  }
}
