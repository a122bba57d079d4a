package dev.satchel.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The methods that the resource of a path has, which the answer to any other method has to name
 * (RFC 9110 section 15.5.6). The framework knows them, and does not say. Several classes may serve
 * one path, each some methods of it.
 */
final class AllowedMethods {

  private AllowedMethods() {}

  /** Those of the request's path, in the order of their names. */
  static Set<String> of(ContainerRequestContext request) {
    var context =
        (ResteasyReactiveRequestContext)
            ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
    var methods = new TreeSet<String>();
    for (RequestPath<InitialMatch> classPath : context.getDeployment().getClassMappers()) {
      var match = match(classPath, context.getPathWithoutPrefix());
      if (match != null) {
        add(methods, match);
      }
    }
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    return methods;
  }

  private static @Nullable RequestMatch<InitialMatch> match(
      RequestPath<InitialMatch> classPath, String path) {
    return new RequestMapper<>(new ArrayList<>(List.of(classPath))).map(path);
  }

  private static void add(Set<String> methods, RequestMatch<InitialMatch> match) {
    String rest = match.remaining.isEmpty() ? "/" : match.remaining;
    Arrays.stream(match.value.handlers)
        .filter(ClassRoutingHandler.class::isInstance)
        .flatMap(handler -> ((ClassRoutingHandler) handler).getMappers().entrySet().stream())
        .filter(mapper -> mapper.getKey() != null && mapper.getValue().map(rest) != null)
        .forEach(mapper -> methods.add(mapper.getKey()));
  }
}
