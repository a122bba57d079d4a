package dev.satchel.page;

import dev.satchel.access.Caller;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.request.LinkPasses;
import dev.satchel.request.LinkedRequest;
import dev.satchel.request.LinkedRequests;
import dev.satchel.request.LinkedRequests.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;

/** Gives a pass to who knows the date of birth. Each try is on record. */
@ApplicationScoped
class PageEntry {

  private final LinkedRequests requests;
  private final LinkPasses passes;

  PageEntry(LinkedRequests requests, LinkPasses passes) {
    this.requests = requests;
    this.passes = passes;
  }

  /**
   * A pass for the request. Fails with {@code wrong_date_of_birth}, and with {@code link_locked}
   * where that was tried too often.
   *
   * @param date empty where what was entered is none
   */
  @Audited(AuditedAction.PAGE_VERIFY)
  Uni<String> pass(Caller caller, LinkedRequest request, Optional<LocalDate> date) {
    return requests
        .tryBirthDate(caller, request, date)
        .map(
            verdict ->
                switch (verdict) {
                  case Verdict.Right() -> passes.issue(request);
                  case Verdict.Wrong(int left) when left > 0 ->
                      throw new ProblemException(
                          ProblemCode.WRONG_DATE_OF_BIRTH, null, "The date of birth is another.");
                  case Verdict.Wrong _, Verdict.Locked _ ->
                      throw new ProblemException(
                          ProblemCode.LINK_LOCKED, null, "Too many dates of birth were wrong.");
                });
  }
}
