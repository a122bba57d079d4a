package dev.satchel.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * What the pages say, in English; {@code messages/text_*.properties} say the same in the other
 * languages of {@link PageLanguage}. Words that a child understands. In those that the script fills
 * in, {@code %1} to {@code %3} stand for values.
 */
@MessageBundle("text")
interface PageMessages {

  @Message("Your care team")
  String team();

  @Message("{who} asks you for photos")
  String asksForPhotos(String who);

  @Message("{who} asks you for files")
  String asksForFiles(String who);

  @Message("Hello {name}.")
  String hello(String name);

  @Message("Photo {n}")
  String photoNumber(String n);

  @Message("File {n}")
  String fileNumber(String n);

  @Message("Choose")
  String choose();

  @Message("Choose files")
  String chooseFiles();

  @Message("Take a photo")
  String takePhoto();

  @Message("Choose from your photos")
  String fromGallery();

  @Message("What can be seen? You may leave this empty.")
  String describe();

  @Message("Remove: {what}")
  String remove(String what);

  @Message("Send")
  String send();

  @Message("%1 added.")
  String added();

  @Message("%1 removed.")
  String removed();

  @Message("Sending. Please keep this page open.")
  String sending();

  @Message("%1 of %2, %3 %")
  String progress();

  @Message("There is no connection. It goes on by itself as soon as there is one.")
  String waiting();

  @Message("Thank you. Everything has arrived.")
  String sentTitle();

  @Message("{who} can see what you sent: {count}")
  String sentText(String who, String count);

  @Message("You can close this page now.")
  String canClose();

  @Message("Send more")
  String sendMore();

  @Message("Who can see it?")
  String privateTitle();

  @Message(
      "Only {who} and the team there. Nobody sees it on this page, even if they have the link.")
  String privateText(String who);

  @Message("It is deleted after {days} days.")
  String keptDays(String days);

  @Message("It is deleted within hours: {hours}.")
  String keptHours(String hours);

  @Message("It is kept until the team deletes it.")
  String keptText();

  @Message("You can send until:")
  String until();

  @Message("If something does not work")
  String helpTitle();

  @Message("Please call those who sent you the link.")
  String helpText();

  @Message("Try again")
  String tryAgain();

  @Message("There is no such page")
  String unknownTitle();

  @Message("Please open the link as it was sent to you, with all its letters.")
  String unknownText();

  @Message("This link has ended")
  String endedTitle();

  @Message("The link has ended. Please ask those who sent it for a new one.")
  String endedText();

  @Message("This link is locked")
  String lockedTitle();

  @Message("The date of birth was wrong too often. Please ask those who sent you the link.")
  String lockedText();

  @Message("That did not work")
  String failedTitle();

  @Message("It did not work this time. Nothing is lost. Please try again.")
  String failedText();

  @Message("That was tried very often. Please wait a minute, and try again.")
  String busy();

  @Message("This is not a photo. Please choose a photo.")
  String notAPhoto();

  @Message("This is too much at once, or too large. Please send less.")
  String tooLarge();

  @Message("Please choose something to send first.")
  String nothingChosen();

  @Message("Please open the page again, and enter the date of birth.")
  String birthDateFirst();

  @Message("First, your date of birth")
  String birthTitle();

  @Message("When were you born?")
  String birthLegend();

  @Message("For example 27 3 1980. So we know that the link has reached the right person.")
  String birthHint();

  @Message("Day")
  String day();

  @Message("Month")
  String month();

  @Message("Year")
  String year();

  @Message("Continue")
  String continueOn();

  @Message("We have another date. After wrong dates, {tries} in all, the link is locked.")
  String birthWrong(String tries);
}
