import { byId } from './elements.mjs';

byId('problem').hidden = !new URLSearchParams(location.search).has('failed');
