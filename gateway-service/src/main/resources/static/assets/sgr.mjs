/** Colours and faces of terminal text (ECMA-48, "select graphic rendition"). Styles are immutable, PLAIN among them. */

export const PLAIN = Object.freeze({});

const FACES = { 1: 'bold', 2: 'faint', 3: 'italic', 4: 'underline', 7: 'inverse', 9: 'strike' };
const FACES_OFF = { 22: ['bold', 'faint'], 23: ['italic'], 24: ['underline'], 27: ['inverse'], 29: ['strike'] };

/**
 * The style after the parameters of one sequence, such as `1;31`. A colour is a number from 0 to 15 of the palette, or
 * `rgb(…)`.
 */
export function styled(style, parameters) {
  const codes = parameters.split(/[;:]/).map(Number);
  const next = { ...style };
  while (codes.length > 0) {
    apply(next, codes.shift(), codes);
  }
  return Object.keys(next).length === 0 ? PLAIN : Object.freeze(next);
}

function apply(style, code, following) {
  if (code === 0) {
    Object.keys(style).forEach((key) => delete style[key]);
  } else if (FACES[code]) {
    style[FACES[code]] = true;
  } else if (FACES_OFF[code]) {
    FACES_OFF[code].forEach((face) => delete style[face]);
  } else {
    applyColour(style, code, following);
  }
}

function applyColour(style, code, following) {
  const side = (code >= 40 && code < 50) || code >= 100 ? 'background' : 'colour';
  const digit = code % 10;
  if (code >= 90 && code <= 107 && digit < 8) {
    style[side] = 8 + digit;
  } else if (code < 30 || code > 49) {
    return;
  } else if (digit < 8) {
    style[side] = digit;
  } else if (digit === 9) {
    delete style[side];
  } else {
    set(style, side, extended(following));
  }
}

/** What follows 38 or 48: `5;n` of 256 colours, or `2;r;g;b`. */
function extended(following) {
  const kind = following.shift();
  if (kind === 5) {
    return indexed(following.shift());
  }
  return kind === 2 ? rgb(following.splice(0, 3)) : undefined;
}

function indexed(n) {
  if (!(n >= 0 && n <= 255)) {
    return undefined;
  }
  if (n < 16) {
    return n;
  }
  if (n >= 232) {
    const grey = 8 + 10 * (n - 232);
    return rgb([grey, grey, grey]);
  }
  const level = (step) => (step === 0 ? 0 : 55 + 40 * step);
  const place = n - 16;
  return rgb([Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(level));
}

function rgb(parts) {
  const sound = parts.length === 3 && parts.every((part) => part >= 0 && part <= 255);
  return sound ? `rgb(${parts.join(' ')})` : undefined;
}

function set(style, side, colour) {
  if (colour !== undefined) {
    style[side] = colour;
  }
}
