package dev.satchel.page;

import dev.satchel.request.LinkedRequest;
import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which files are sent.
 *
 * @param asks who asks; null where that is not known
 * @param firstName of the patient
 * @param photosOnly whether only photos are asked for
 * @param query what is sent is sent with that behind the link
 * @param sent how many files the form has just brought; null for none
 * @param end when the link ends; null for never
 * @param endText the same, for people
 * @param keptDays for which files are kept; null where that is not said in days
 * @param keptHours for which files are kept, where that is less than two days; else null
 * @param maxPixels beyond which the script makes photos smaller; null for never
 * @param inputs numbers of those that a browser without scripts shows
 */
@TemplateData
public record AnswerModel(
    @Nullable String asks,
    @Nullable String firstName,
    @Nullable String prompt,
    boolean photosOnly,
    String query,
    @Nullable String sent,
    @Nullable String end,
    @Nullable String endText,
    @Nullable String keptDays,
    @Nullable String keptHours,
    @Nullable Long maxPixels,
    List<String> inputs) {

  private static final List<String> INPUTS = List.of("1", "2", "3");

  /** Below it hours say more than days. */
  private static final Duration DAYS = Duration.ofDays(2);

  static AnswerModel of(
      Visit visit, PageLanguage language, AccountPage look, int sent, @Nullable Long maxPixels) {
    LinkedRequest request = visit.request();
    Instant end = request.end();
    return new AnswerModel(
        request.asks() == null ? look.name() : request.asks(),
        request.firstName(),
        request.prompt(),
        request.photosOnly(),
        visit.query(),
        sent == 0 ? null : Integer.toString(sent),
        end == null ? null : end.toString(),
        end == null ? null : text(end, language.locale()),
        kept(request, true),
        kept(request, false),
        maxPixels,
        INPUTS);
  }

  private static String text(Instant end, Locale locale) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
            .withLocale(locale)
            .format(end.atOffset(ZoneOffset.UTC))
        + " UTC";
  }

  private static @Nullable String kept(LinkedRequest request, boolean inDays) {
    Long seconds = request.filesExpiryInterval();
    if (seconds == null) {
      return null;
    }
    Duration kept = Duration.ofSeconds(seconds);
    if (kept.compareTo(DAYS) < 0) {
      return inDays ? null : Long.toString(Math.max(1, kept.toHours()));
    }
    return inDays ? Long.toString(kept.toDays()) : null;
  }
}
