/** Speaking with the gateway in JSON. Whoever is not signed in is sent to do so. */

const RETURN_TO = 'skep.return-to';

/** An answer that is not the one asked for; the message is for people. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The JSON at this address of the gateway. Throws a Refusal, or a TypeError when the gateway is away. */
export function read(path) {
  return ask(path, 'GET', {});
}

/** Has the gateway do something; throws as `read` does. The header says that no other site's page asks for it. */
export function post(path) {
  return ask(path, 'POST', { 'X-Skep-Page': location.pathname });
}

async function ask(path, method, headers) {
  const answer = await fetch(path, { method, headers: { Accept: 'application/json', ...headers } });
  if (answer.status === 401) {
    await signIn();
  }
  if (!answer.ok) {
    throw new Refusal(answer.status, await explanation(answer));
  }
  return answer.json();
}

/** What to tell people of a failure. */
export function complaint(error) {
  return error instanceof Refusal ? error.message : 'The gateway does not answer. Trying again.';
}

/** Goes back to the page that sent its reader to sign in, if one did. */
export function returnFromSignIn() {
  const page = sessionStorage.getItem(RETURN_TO);
  sessionStorage.removeItem(RETURN_TO);
  if (page && page !== here()) {
    location.replace(page);
  }
}

/** Never settles: the page is being left, and nothing more is to happen on it. */
function signIn() {
  sessionStorage.setItem(RETURN_TO, here());
  location.assign('/sign-in.html');
  return new Promise(() => {});
}

function here() {
  return location.pathname + location.search;
}

async function explanation(answer) {
  const problem = await answer.json().catch(() => null);
  return problem?.detail ?? problem?.title ?? `The gateway answered ${answer.status}.`;
}
