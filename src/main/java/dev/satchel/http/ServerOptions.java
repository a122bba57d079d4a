package dev.satchel.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** The options of Vert.x' server that Quarkus has no settings for. */
@ApplicationScoped
class ServerOptions implements HttpServerOptionsCustomizer {

  private final HttpConfig config;
  private volatile HttpServerOptions current = new HttpServerOptions();

  ServerOptions(HttpConfig config) {
    this.config = config;
  }

  /** Those of the server that listens, of which one decodes requests as the other. */
  HttpServerOptions current() {
    return current;
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    customize(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    customize(options);
  }

  @Override
  public void customizeDomainSocketServer(HttpServerOptions options) {
    customize(options);
  }

  private void customize(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(config.cleartextHttp2());
    options.setHttp2MaxSmallContinuationFrames(config.maxContinuationFrames());
    current = options;
  }
}
