package dev.satchel.audit;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a call on record: a read before it is answered, and any call that fails. Changes are
 * recorded where they are made, in their transaction. For methods of a resource that give a {@code
 * Uni}; a {@link dev.satchel.http.PathId} among the parameters names what the action is done to.
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

  /** What is done. */
  @Nonbinding
  AuditedAction value();
}
