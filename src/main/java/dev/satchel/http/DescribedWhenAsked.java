package dev.satchel.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;

/**
 * Changes nothing in the OpenAPI document; but where there is a filter for each request, the
 * framework reads and writes the document when somebody asks for it, and not at each start, of
 * which that took a seventh.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public class DescribedWhenAsked implements OASFilter {}
