import { byId } from './elements.mjs';
import { makeCopyable } from './copyable.mjs';

/** What to type for a first job, with this gateway's address and the project that was asked for. */
export function showFirstSteps(project) {
  const samples = samplesFor(project || 'app', location.origin);
  const section = byId('first-steps');
  section.hidden = false;
  for (const pre of section.querySelectorAll('[data-sample]')) {
    if (pre.textContent === '') {
      pre.textContent = samples[pre.dataset.sample];
      makeCopyable(pre);
    }
  }
}

function samplesFor(project, origin) {
  return {
    'skep-yml': 'test: echo "hello from $(uname -s)"',
    'put-project': `TOKEN="$(cat .skep/admin-token)"
curl -X PUT ${origin}/api/v1/projects/${project} \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"repo": {"url": "https://example.com/${project}.git"}}'`,
    'post-job': `curl -X POST ${origin}/api/v1/jobs \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"project": "${project}"}'`,
  };
}
