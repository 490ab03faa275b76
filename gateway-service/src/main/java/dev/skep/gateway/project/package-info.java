/**
 * Projects: where the code is, what opens it, and what triggers do. What people write goes through
 * {@link dev.skep.gateway.project.ProjectReader}, which checks it and seals what is secret. Start at
 * {@link dev.skep.gateway.project.ProjectController}.
 */
@NullMarked
package dev.skep.gateway.project;

import org.jspecify.annotations.NullMarked;
