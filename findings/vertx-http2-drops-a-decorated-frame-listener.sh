#!/usr/bin/env bash
# Version:  Vert.x 4.5.28 (vertx-core) with Netty 4.1.135.Final, JDK 25.
# Expected: a decorator around the frame listener of a connection's Http2ConnectionDecoder, set while the
#           pipeline is built and before any frame has come, sees all frames of the connection.
# Seen:     it sees the first SETTINGS frame, and then no frame of headers: with that frame Vert.x sets a
#           listener of its own in place of whatever there was, without a word.
# Matters:  a check of targets in such a decorator would be without effect over HTTP/2, and no request would
#           show it. StrictTargets attaches itself again after the settings.
set -euo pipefail
jdk=$(for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/java" ] && grep -q '^JAVA_VERSION="25' "$home/release"; then echo "$home"; break; fi
done)
[ -n "$jdk" ] || { echo "There is no JDK 25 in JAVA_HOME or /usr/lib/jvm: not run."; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

vertx=4.5.28 netty=4.1.135.Final jackson=2.21.4
central=https://repo.maven.apache.org/maven2
urls=("$central/io/vertx/vertx-core/$vertx/vertx-core-$vertx.jar"
  "$central/com/fasterxml/jackson/core/jackson-core/$jackson/jackson-core-$jackson.jar")
for part in common buffer transport transport-native-unix-common resolver resolver-dns handler \
  handler-proxy codec codec-dns codec-socks codec-http codec-http2; do
  urls+=("$central/io/netty/netty-$part/$netty/netty-$part-$netty.jar")
done
for url in "${urls[@]}"; do
  curl --fail --silent --show-error --location --remote-name "$url" || { echo "$url cannot be had: not run."; exit 77; }
done

cat >Frames.java <<'JAVA'
import io.netty.channel.*;
import io.netty.handler.codec.http2.*;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.*;
import io.vertx.core.http.*;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends three requests over one connection and counts the frames that a decorator sees of them. */
class Frames {
  static final AtomicInteger SETTINGS = new AtomicInteger();
  static final AtomicInteger HEADERS = new AtomicInteger();

  static class Counter extends Http2FrameListenerDecorator {
    Counter(Http2FrameListener listener) {
      super(listener);
    }

    @Override
    public void onSettingsRead(
        ChannelHandlerContext context, io.netty.handler.codec.http2.Http2Settings settings)
        throws Http2Exception {
      SETTINGS.incrementAndGet();
      super.onSettingsRead(context, settings);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean end)
        throws Http2Exception {
      HEADERS.incrementAndGet();
      super.onHeadersRead(context, stream, headers, padding, end);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context, int stream, Http2Headers headers, int dependency,
        short weight, boolean exclusive, int padding, boolean end)
        throws Http2Exception {
      HEADERS.incrementAndGet();
      super.onHeadersRead(
          context, stream, headers, dependency, weight, exclusive, padding, end);
    }
  }

  static void decorate(ChannelPipeline pipeline) {
    Http2ConnectionDecoder decoder = pipeline.get(Http2ConnectionHandler.class).decoder();
    decoder.frameListener(new Counter(decoder.frameListener()));
  }

  /** Stands behind what Vert.x has put in, until the handler of HTTP/2 has followed. */
  static class WhenBuilt extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      ChannelPipeline pipeline = context.pipeline();
      if (pipeline.get(Http2ConnectionHandler.class) == null) {
        pipeline.addLast(new WhenBuilt());
      } else {
        decorate(pipeline);
      }
      pipeline.remove(this);
      context.fireChannelRead(bytes);
    }
  }

  static class EachConnection extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
      ((Channel) connection).pipeline().addLast(new WhenBuilt());
      context.fireChannelRead(connection);
    }
  }

  static void watchServers(Vertx vertx) throws Exception {
    for (EventExecutor loop : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      loop.submit(() -> ((SingleThreadEventLoop) loop).registeredChannelsIterator()
          .forEachRemaining(server -> server.pipeline().addFirst(new EachConnection()))).get();
    }
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  public static void main(String[] when) throws Exception {
    boolean built = when[0].equals("built");
    Vertx vertx = Vertx.vertx();
    HttpServer server = vertx.createHttpServer();
    server.requestHandler(request -> request.response().end(request.version().toString()));
    if (!built) {
      server.connectionHandler(c -> decorate(((ConnectionBase) c).channel().pipeline()));
    }
    await(server.listen(0, "localhost"));
    if (built) {
      watchServers(vertx);
    }
    HttpClient client = vertx.createHttpClient(new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(await(client.request(HttpMethod.GET, server.actualPort(), "localhost", "/")
          .compose(HttpClientRequest::send).compose(HttpClientResponse::body)).toString());
    }
    System.out.println("settings=" + SETTINGS + " headers=" + HEADERS + " answers=" + answers);
    await(vertx.close());
  }
}
JAVA

frames() {
  "$jdk/bin/java" -cp "*" Frames.java "$1" 2>errors || cat errors
}

echo "vertx-core $vertx, Netty $netty"
early=$(frames built)
late=$(frames connected)
echo "decorated when the pipeline was built:        $early"
echo "decorated in connectionHandler, for contrast: $late"
answers="answers=[HTTP_2, HTTP_2, HTTP_2]"
[[ $early == "settings=1 headers=0 $answers" && $late == "settings=0 headers=3 $answers" ]] \
  || { echo "CHANGED"; exit 1; }
echo "As described."
