/** The page on which people answer what a run waits for, and the nonce that its form needs. */
@NullMarked
package io.triggergateway.approval;

import org.jspecify.annotations.NullMarked;
