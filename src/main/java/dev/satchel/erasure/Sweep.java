package dev.satchel.erasure;

import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Transaction;
import dev.satchel.file.ErasedFiles;
import dev.satchel.file.ErasedFiles.Order;
import dev.satchel.request.ErasedPeople;
import dev.satchel.request.ErasedPeople.ErasedPerson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Has the rooms take all that they keep of somebody. */
@ApplicationScoped
class Sweep {

  private final ErasedFiles files;
  private final ErasedPeople people;
  private final AuditTrail trail;

  Sweep(ErasedFiles files, ErasedPeople people, AuditTrail trail) {
    this.files = files;
    this.people = people;
    this.trail = trail;
  }

  /** In the caller's transaction; empty where a person is not known. */
  Uni<Optional<Swept>> of(Transaction transaction, Order order, Subject subject) {
    return switch (subject.kind()) {
      case USER ->
          files
              .ofUser(transaction, order, subject.id())
              .map(it -> Optional.of(new Swept(it.files(), 0, it.traces(), it.newest())));
      case PERSON ->
          people
              .erase(transaction, order, subject.id())
              .call(found -> found.isPresent() ? record(transaction, order) : none())
              .map(found -> found.map(Sweep::swept));
    };
  }

  /** Files are on record one by one; a person is as the erasure, since no record names one. */
  private Uni<Void> record(Transaction transaction, Order order) {
    return trail.append(transaction, order.actor(), AuditedAction.PERSON_ERASE, order.erasure());
  }

  private static Uni<Void> none() {
    return Uni.createFrom().voidItem();
  }

  private static Swept swept(ErasedPerson person) {
    return new Swept(
        person.files().files(), person.requests(), person.files().traces(), person.newest());
  }
}
