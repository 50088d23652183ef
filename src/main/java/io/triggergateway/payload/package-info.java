/** Request bodies: strict JSON, forms, multipart, text and bytes, each within limits. */
@NullMarked
package io.triggergateway.payload;

import org.jspecify.annotations.NullMarked;
