package dev.satchel.database;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Closes a connection on which nothing has come for so long, whatever the other side does. */
final class SilenceTimeout extends IdleStateHandler {

  SilenceTimeout(Duration silence) {
    super(silence.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
  }

  /** From here, the handlers behind are not asked. */
  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
    ChannelFuture _ = context.close();
  }
}
