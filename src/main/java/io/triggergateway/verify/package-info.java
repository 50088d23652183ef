/** Is the sender genuine: kinds of authentication, provider documents, handshakes. */
@NullMarked
package io.triggergateway.verify;

import org.jspecify.annotations.NullMarked;
