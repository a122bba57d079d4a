package dev.satchel.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/** Adds to each operation in the OpenAPI document what any call may be answered. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonResponses implements OASFilter {

  @Override
  public Operation filterOperation(Operation operation) {
    add(operation, "401", "Unauthorized");
    add(operation, "403", "Forbidden");
    add(operation, "429", "TooManyRequests");
    add(operation, "503", "Unavailable");
    return operation;
  }

  private static void add(Operation operation, String status, String component) {
    operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().ref(component));
  }
}
