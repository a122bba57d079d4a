package dev.satchel.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decodes requests over HTTP/1 as Vert.x does, and refuses those whose length or target another
 * reader might understand in another way: one that passes a request on and one that serves it have
 * to agree on where it ends and what it is for (RFC 9112 sections 2.2, 3.2 and 6.3). Netty refuses
 * most of them itself; here are the rest.
 *
 * <p>An offer to go on in another protocol is not heard where a body follows, since Vert.x would
 * take it up before the client has been asked for the body (RFC 9110 section 7.8).
 *
 * <p>A target that is no URI is replaced by one that {@link TargetGuard} refuses. Quarkus would
 * answer it before it has a name, without a body and with nobody to read what the client still
 * sends.
 *
 * <p>What is refused is answered 400, and the connection is closed; what comes behind it is thrown
 * away. Used on the connection's event loop only.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

  /** A host, perhaps none, and a port (RFC 9112 section 3.2). */
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~%!$&'()*+;=-]*+)(:[0-9]*)?");

  private final HeadSyntax syntax = new HeadSyntax();
  private boolean inHead = true;
  private boolean refused;

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void decode(ChannelHandlerContext connection, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (refused) {
      bytes.skipBytes(bytes.readableBytes());
      return;
    }
    int from = bytes.readerIndex();
    int before = out.size();
    super.decode(connection, bytes, out);
    if (inHead) {
      syntax.read(bytes, from, bytes.readerIndex());
    }
    for (int i = before; i < out.size() && !refused; i++) {
      look(out.get(i));
    }
    if (refused) {
      out.subList(before + 1, out.size()).clear();
    }
  }

  private void look(Object decoded) {
    if (decoded instanceof HttpRequest request) {
      inHead = false;
      refused = request.decoderResult().isSuccess() && !(syntax.isValid() && isClear(request));
      if (refused) {
        request.setDecoderResult(
            DecoderResult.failure(new IllegalArgumentException("The request is ambiguous")));
      }
      if (hasBody(request)) {
        request.headers().remove(HttpHeaderNames.UPGRADE);
      }
      if (!RequestTarget.isUri(request.uri())) {
        request.setUri(RequestTarget.NOT_NORMAL);
      }
    }
    if (decoded instanceof LastHttpContent) {
      inHead = true;
      syntax.reset();
    }
  }

  private static boolean hasBody(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.EXPECT)
        || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        || !request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
  }

  private static boolean isClear(HttpRequest request) {
    return hasHost(request) && hasKnownCoding(request);
  }

  private static boolean hasHost(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    return hosts.size() == 1
        ? HOST.matcher(hosts.getFirst()).matches()
        : hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  /** A body in another coding would reach its reader as it is. */
  private static boolean hasKnownCoding(HttpRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.isEmpty()
        || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"));
  }
}
