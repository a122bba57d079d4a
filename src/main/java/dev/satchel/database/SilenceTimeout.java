package dev.satchel.database;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which something was asked and nothing has come for so long since, whatever
 * else is asked meanwhile. One on which nothing is asked may rest.
 */
final class SilenceTimeout extends IdleStateHandler {

  private boolean asked;

  SilenceTimeout(Duration silence) {
    super(silence.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise written)
      throws Exception {
    if (!asked) {
      asked = true;
      resetReadTimeout();
    }
    super.write(context, message, written);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    asked = false;
    super.channelRead(context, message);
  }

  /** From here, the handlers behind are not asked. */
  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
    if (asked) {
      ChannelFuture _ = context.close();
    }
  }
}
