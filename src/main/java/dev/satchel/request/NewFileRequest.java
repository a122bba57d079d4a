package dev.satchel.request;

import dev.satchel.http.JsonFields;
import dev.satchel.http.TextForm;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file request as its caller describes it.
 *
 * @param expiryInterval in seconds
 * @param filesExpiryInterval in seconds, of files that come over the page
 * @param birthDate that the page asks for first; empty where it does not
 */
record NewFileRequest(
    FileRequestType type,
    @Nullable String prompt,
    @Nullable String label,
    Patient patient,
    Staff staff,
    @Nullable Long expiryInterval,
    Optional<String> webhookUrl,
    @Nullable Long filesExpiryInterval,
    Optional<String> birthDate) {

  static final String WEBHOOK_URL = "filesUpdateWebhookUrl";

  private static final int LONGEST_PROMPT = 2_000;
  private static final int LONGEST = 255;
  private static final int LONGEST_URL = 2_048;

  /** A hundred years, as for files. */
  private static final long LONGEST_EXPIRY = 3_153_600_000L;

  /** ITU-T E.164: a plus sign and up to 15 digits, the first of a country code. */
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

  private static final TextForm<FileRequestType> TYPE =
      new TextForm<>(LONGEST, " must be photo or any.", FileRequestType::of);
  private static final TextForm<String> DATE =
      new TextForm<>(LONGEST, " must be a date such as 1970-12-31.", NewFileRequest::date);
  private static final TextForm<String> VERIFY =
      new TextForm<>(
          LONGEST,
          " must be " + FileRequest.DATE_OF_BIRTH + ".",
          text -> Optional.of(text).filter(FileRequest.DATE_OF_BIRTH::equals));
  private static final TextForm<String> MOBILE =
      new TextForm<>(LONGEST, " must be a number such as +61491570156.", NewFileRequest::mobile);

  /**
   * The person who is asked. The mobile number or the external id, with name and birth, tells who
   * it is.
   */
  record Patient(
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String dateOfBirth,
      @Nullable String mobile,
      @Nullable String externalId) {

    boolean isGiven() {
      return firstName != null
          || lastName != null
          || dateOfBirth != null
          || mobile != null
          || externalId != null;
    }

    /** Empty where nothing says which of all people of this name it is. */
    Optional<PersonIdentity> identity(UUID account) {
      return mobile == null && externalId == null
          ? Optional.empty()
          : Optional.of(
              PersonIdentity.of(
                  account, "patient", mobile, externalId, dateOfBirth, firstName, lastName));
    }
  }

  /** The person who asks. */
  record Staff(@Nullable String id, @Nullable String accountUserId, @Nullable String name) {

    boolean isGiven() {
      return id != null || accountUserId != null || name != null;
    }

    Optional<PersonIdentity> identity(UUID account) {
      return id == null && accountUserId == null
          ? Optional.empty()
          : Optional.of(PersonIdentity.of(account, "staff", id, accountUserId));
    }
  }

  /** Reads and checks a request's body. */
  static NewFileRequest of(JsonFields body) {
    FileRequestType type = body.required("type", body.parsed("type", TYPE));
    String prompt = body.text("prompt", LONGEST_PROMPT).orElse(null);
    String label = body.text("accountId", LONGEST).orElse(null);
    Patient patient = patient(body);
    return new NewFileRequest(
        type,
        prompt,
        label,
        patient,
        new Staff(text(body, "staffId"), text(body, "accountUserId"), text(body, "staffName")),
        body.wholeNumber("expiryInterval", 1, LONGEST_EXPIRY).orElse(null),
        body.text(WEBHOOK_URL, LONGEST_URL),
        body.wholeNumber("filesExpiryInterval", 1, LONGEST_EXPIRY).orElse(null),
        body.parsed("verify", VERIFY).map(asked -> birthDate(body, patient)));
  }

  private static String birthDate(JsonFields body, Patient patient) {
    return body.required("patientDateOfBirth", Optional.ofNullable(patient.dateOfBirth()));
  }

  private static Patient patient(JsonFields body) {
    return new Patient(
        text(body, "patientFirstName"),
        text(body, "patientLastName"),
        body.parsed("patientDateOfBirth", DATE).orElse(null),
        body.parsed("patientMobile", MOBILE).orElse(null),
        text(body, "patientExternalId"));
  }

  private static @Nullable String text(JsonFields body, String name) {
    return body.text(name, LONGEST).orElse(null);
  }

  private static Optional<String> mobile(String text) {
    return E164.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text).toString());
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }
}
