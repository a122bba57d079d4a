package dev.satchel.audit;

import dev.satchel.access.Actor;
import dev.satchel.access.Callers;
import dev.satchel.http.PathId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Does what {@link Audited} says. */
@Audited(AuditedAction.FILE_LIST)
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class AuditInterceptor {

  private final AuditTrail trail;
  private final Callers callers;

  AuditInterceptor(AuditTrail trail, Callers callers) {
    this.trail = trail;
    this.callers = callers;
  }

  @AroundInvoke
  Object onRecord(InvocationContext call) {
    AuditedAction action = call.getInterceptorBinding(Audited.class).value();
    Actor actor = callers.current().actor();
    Optional<UUID> subject =
        action.namesItsSubject() ? subject(call.getParameters()) : Optional.empty();
    Uni<?> work = Uni.createFrom().deferred(() -> proceed(call));
    return action.isRead()
        ? trail.read(actor, action, subject, work)
        : trail.failures(actor, action, subject, work);
  }

  private static Optional<UUID> subject(Object[] parameters) {
    return Arrays.stream(parameters)
        .filter(PathId.class::isInstance)
        .map(PathId.class::cast)
        .findFirst()
        .flatMap(PathId::uuid);
  }

  /** What it throws, the call fails with. */
  private static Uni<?> proceed(InvocationContext call) {
    try {
      return (Uni<?>) call.proceed();
    } catch (Exception failure) {
      return Uni.createFrom().failure(failure);
    }
  }
}
