package dev.satchel.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /r/assets/{name}}: style and script of the page, the same for everybody. */
@Path("/r/assets/{name}")
public class PageAssetResource {

  private final PageAssets assets;

  PageAssetResource(PageAssets assets) {
    this.assets = assets;
  }

  @GET
  @Operation(hidden = true)
  public Response find(
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String acceptEncoding) {
    PageAsset asset = assets.find(name).orElseThrow(NotFoundException::new);
    var response =
        Response.ok()
            .type(asset.kind().type())
            .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    return acceptEncoding != null && acceptEncoding.contains("gzip")
        ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip").entity(asset.gzip()).build()
        : response.entity(asset.bytes()).build();
  }
}
