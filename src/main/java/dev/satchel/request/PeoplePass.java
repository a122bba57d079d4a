package dev.satchel.request;

import dev.satchel.retention.Pass;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keys what the version before this one has hashed without a key, of people nobody meets too. */
@ApplicationScoped
public class PeoplePass implements Pass {

  private final People people;
  private final int limit;

  PeoplePass(People people, RetentionConfig config) {
    this.people = people;
    this.limit = config.batch();
  }

  @Override
  public Kind kind() {
    return Kind.PEOPLE;
  }

  @Override
  public Uni<Batch> batch() {
    return people.key(limit).map(keyed -> new Batch(keyed, keyed, 0, keyed == limit));
  }
}
