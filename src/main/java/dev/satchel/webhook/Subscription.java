package dev.satchel.webhook;

import dev.satchel.event.EventType;
import dev.satchel.http.JsonFields;
import dev.satchel.http.TextForm;
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

  private static final TextForm<EventType> TYPE =
      new TextForm<>(255, " is not a type of event to register for.", Subscription::type);

  Subscription {
    types = Set.copyOf(types);
  }

  /** The member {@code name}, a list of types; one that stands in it twice counts once. */
  static Optional<Subscription> read(JsonFields fields, String name) {
    return fields
        .parsedTexts(name, TYPE, " must name one type of event at least.")
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
