// Colours, letters, grounds and shadows of everything that is drawn, held to the tokens.
([tokens, further]) => {
  const found = [];
  const root = getComputedStyle(document.documentElement);
  const plain = document.documentElement.dataset.letters === 'plain';
  const rgb = (hex) => 'rgb(' + [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ') + ')';
  const token = (name) => root.getPropertyValue('--' + name).trim().toUpperCase();
  for (const [name, hex] of Object.entries(tokens))
    if (token(name) !== hex) found.push('the token ' + name + ' is ' + token(name) + ', not ' + hex);
  const allowed = new Set([...Object.values(tokens), ...further.map(token)].map(rgb));
  const own = (element) => element.tagName.toLowerCase() + (element.getAttribute('class') ? '.' + element.getAttribute('class') : '');
  const is = (element, what, colour) => {
    if (colour === 'none' || colour === 'rgba(0, 0, 0, 0)' || colour.startsWith('url')) return;
    if (!allowed.has(colour)) found.push(own(element) + ' has the ' + what + ' ' + colour);
  };
  const once = new Set();
  for (const element of document.querySelectorAll('body, body *')) {
    if (!element.checkVisibility() || element.closest('.only-heard, clipPath')) continue;
    const s = getComputedStyle(element);
    const drawn = element.closest('svg') !== null;
    const key = [own(element), s.color, s.backgroundColor, s.fontSize, s.boxShadow, s.backgroundImage, s.fill, s.stroke].join();
    if (once.has(key)) continue;
    once.add(key);
    if (drawn) {
      if (['path', 'rect', 'circle', 'polygon', 'polyline', 'text'].includes(element.tagName)) {
        is(element, 'fill', s.fill);
        is(element, 'line', s.stroke);
      }
      if (element.tagName === 'text' && (parseFloat(s.fontSize) < 12 || parseFloat(s.fontSize) > 17))
        found.push('a figure of a chart is ' + s.fontSize);
      continue;
    }
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (says) {
      is(element, 'colour', s.color);
      const family = s.fontFamily.split(',')[0].replaceAll('"', '');
      const wanted = element.closest('code') ? 'ui-monospace' : plain ? 'system-ui' : 'Literata';
      if (family !== wanted) found.push(own(element) + ' is written in ' + family);
      if (parseFloat(s.fontSize) < 14) found.push(own(element) + ' is only ' + s.fontSize);
      if (s.textTransform !== 'none') found.push(own(element) + ' is in capitals');
      if (s.textShadow !== 'none') found.push(own(element) + ' has a shadow on its letters');
    }
    is(element, 'ground', s.backgroundColor);
    for (const side of ['Top', 'Right', 'Bottom', 'Left'])
      if (parseFloat(s['border' + side + 'Width']) > 0 && s['border' + side + 'Style'] !== 'none')
        is(element, 'edge', s['border' + side + 'Color']);
    if (s.backgroundImage !== 'none' && !element.matches('.cover > summary'))
      found.push(own(element) + ' has a picture or a gradient behind it');
    if (s.boxShadow !== 'none' && element !== document.activeElement && (!element.matches('.sheet') || element.closest('.gentle')))
      found.push(own(element) + ' has a shadow');
  }
  if (document.body.matches('.gentle') && getComputedStyle(document.body, '::before').display !== 'none')
    found.push('light falls on a gentle page');
  return found;
}
