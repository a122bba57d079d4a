package dev.satchel.webhook;

import dev.satchel.event.EventType;
import dev.satchel.http.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The types of events that a webhook is registered for.
 *
 * @param types one at least, all of them subscribable
 */
record Subscription(Set<EventType> types) {

  /** Characters of a type's name, known or not. */
  private static final int LONGEST_NAME = 255;

  Subscription {
    types = Set.copyOf(types);
  }

  /** The member {@code name}, a list of types; one that stands in it twice counts once. */
  static Optional<Subscription> read(JsonFields fields, String name) {
    return fields
        .parsedTexts(
            name,
            LONGEST_NAME,
            Subscription::type,
            " must name one type of event at least.",
            " is not a type of event to register for.")
        .map(Subscription::new);
  }

  /** The types as they are stored. */
  String text() {
    return types.stream().sorted().map(EventType::wireName).collect(Collectors.joining(" "));
  }

  /** What {@link #text} gave, as it leaves. */
  static List<String> names(String text) {
    return List.of(text.split(" "));
  }

  private static Optional<EventType> type(String name) {
    return EventType.of(name).filter(EventType::isSubscribable);
  }
}
