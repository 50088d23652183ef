/** Work on many things at once: in the background, at a bounded rate, carried on by another replica when one dies. */
@NullMarked
package io.triggergateway.job;

import org.jspecify.annotations.NullMarked;
