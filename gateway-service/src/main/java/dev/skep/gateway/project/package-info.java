/** Projects: where the code is and what triggers do. Start at {@link dev.skep.gateway.project.ProjectController}. */
@NullMarked
package dev.skep.gateway.project;

import org.jspecify.annotations.NullMarked;
