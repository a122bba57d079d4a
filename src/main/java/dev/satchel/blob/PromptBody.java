package dev.satchel.blob;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends the body of a write along with its head. The SDK alone would ask the store first whether it
 * wants the body ({@code Expect: 100-continue}, RFC 9110 section 10.1.1), which costs each write a
 * round trip. A store that refuses gets a part for nothing instead, which is the rare case.
 */
final class PromptBody implements ExecutionInterceptor {

  private static final String EXPECT = "Expect";

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest call, ExecutionAttributes attributes) {
    SdkHttpRequest request = call.httpRequest();
    return request.firstMatchingHeader(EXPECT).isPresent()
        ? request.toBuilder().removeHeader(EXPECT).build()
        : request;
  }
}
