/**
 * Jobs that follow jobs: when a job succeeds, the projects that depend on its project get one too. Start at
 * {@link dev.skep.gateway.dependency.Dependents}.
 */
@NullMarked
package dev.skep.gateway.dependency;

import org.jspecify.annotations.NullMarked;
