package dev.satchel.page;

import dev.satchel.request.LinkedRequest;

/**
 * Somebody has come by a link that is known.
 *
 * @param link as it stands in the path
 * @param pass that was shown, where the request asks for one and it is valid; else empty
 * @param admitted whether the request takes files of this visitor
 */
record Visit(LinkedRequest request, String link, String pass, boolean admitted) {

  /** What has to stand behind the link for the visitor to be let in again; empty for nothing. */
  String query() {
    return pass.isEmpty() ? "" : "?pass=" + pass;
  }
}
