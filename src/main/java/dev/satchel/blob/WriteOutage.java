package dev.satchel.blob;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Has a write tried again that the store answers with 404. A write creates what it names, so there
 * is nothing that could be missing: Ceph's gateway (16.2) says so where the body broke off on its
 * way. To the SDK a 404 is the store's last word; it is told that the store is not available, and
 * finds the store's own error code in the answer as it was.
 */
final class WriteOutage implements ExecutionInterceptor {

  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse call, ExecutionAttributes attributes) {
    return isWrite(call) && call.httpResponse().statusCode() == NOT_FOUND
        ? call.httpResponse().toBuilder().statusCode(UNAVAILABLE).build()
        : call.httpResponse();
  }

  private static boolean isWrite(Context.ModifyHttpResponse call) {
    return call.request() instanceof PutObjectRequest
        || call.request() instanceof UploadPartRequest;
  }
}
