// What each part of a page must have, and what it must not.
() => {
  const found = [];
  const all = (what) => [...document.querySelectorAll(what)].filter((x) => x.checkVisibility());
  const says = (x) => (x.innerText || x.getAttribute('aria-label') || x.name || x.tagName).trim().slice(0, 40);
  for (const x of all('button:not(.only-heard), select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), summary, .pick, .do, .text-do, .bar a, .pages a, .doors a, .further a'))
    if (x.getBoundingClientRect().height < 43.9) found.push('too low to press, ' + x.getBoundingClientRect().height + ' px: ' + says(x));
  if (all('main .do:not(.do-quiet):not(.do-call)').length > 1) found.push('more than one main button');
  if (all('.sheet-light').length > 1) found.push('more than one light sheet');
  if (all('h1').length > 1) found.push('more than one heading of the page');
  if (all('.doors li').length > 3) found.push('more than three doors');
  for (const x of all('.row > p, .row > ul, .row > ol, .row > h1, .row > h2'))
    if (!x.closest('.wide') && x.getBoundingClientRect().width > 38 * 16 + 1) found.push('a line longer than the measure: ' + says(x));
  for (const x of document.querySelectorAll('.facts dd'))
    if (!x.textContent.trim()) found.push('a value that is left blank: ' + says(x.parentElement));
  for (const x of document.querySelectorAll('details.choice > summary'))
    if (x.querySelector('.open-word')?.textContent !== 'Open' || x.querySelector('.close-word')?.textContent !== 'Close')
      found.push('a closed part that does not say Open and Close: ' + says(x));
  for (const x of document.querySelectorAll('table.stack td'))
    if (!x.querySelector('.cell-name')) found.push('a cell that does not name its column: ' + says(x));
  for (const x of document.querySelectorAll('.margin'))
    if (x.getAttribute('role') !== 'note' || !x.getAttribute('aria-label')) found.push('a margin that is no note');
  for (const x of document.querySelectorAll('figure.chart')) {
    const svg = x.querySelector('svg');
    const names = (svg.getAttribute('aria-labelledby') || '').split(' ').map((id) => document.getElementById(id));
    if (svg.getAttribute('role') !== 'img' || names.length !== 2 || names.some((y) => !y || !y.textContent.trim()))
      found.push('a chart without a title and a description');
    if (!x.querySelector('figcaption')?.textContent.trim()) found.push('a chart without a caption');
    if (x.textContent.includes('%')) found.push('a percentage sign in a chart');
    if (svg.querySelector('animate, animateTransform, image, linearGradient')) found.push('a chart that moves or shades');
    for (const point of svg.querySelectorAll('.point')) {
      const s = getComputedStyle(point);
      const ink = getComputedStyle(document.body).color;
      if (s.fill !== ink || parseFloat(s.strokeWidth) < 2) found.push('a point that is not ink with a ring of paper');
    }
    if (svg.matches(':not(.dots):not(.range)') && !x.parentElement.querySelector('table')) found.push('a chart without its table');
  }
  const wide = window.innerWidth >= 768;
  const px = (x) => Math.round(parseFloat(getComputedStyle(x).fontSize));
  const letters = [['body', 17, 18], ['main h1', 32, 40], ['.row > h2:not(.only-heard)', 23, 26], ['.lead', 19, 21], ['.margin', 14, 14]];
  for (const [what, small, large] of letters)
    for (const x of all(what)) if (px(x) !== (wide ? large : small)) found.push(what + ' is ' + px(x) + ' px: ' + says(x));
  for (const x of all('main h1')) if (getComputedStyle(x).fontWeight !== '400') found.push('the heading of the page is not of weight 400');
  for (const x of all('table'))
    if (!getComputedStyle(x).fontVariantNumeric.includes('tabular-nums')) found.push('figures of a table that are not in columns');
  if (document.querySelector('.gentle .bar-do')) found.push('a gentle page asks what has changed');
  const strokes = [...document.querySelectorAll('.life .stroke')].map((x) => x.getBoundingClientRect());
  if (new Set(strokes.map((x) => Math.round(x.width) + ' ' + Math.round(x.height))).size > 1) found.push('strokes of several sizes');
  if (new Set([...document.querySelectorAll('.life .stroke path')].map((x) => getComputedStyle(x).stroke)).size > 1)
    found.push('strokes of several colours');
  const call = document.querySelector('main .call');
  if (call && !location.pathname.startsWith('/changed/'))
    for (const x of document.querySelectorAll('main :is(.sheet-light, .chart, .facts, table, .choice, .steps)'))
      if (!(x.compareDocumentPosition(call) & Node.DOCUMENT_POSITION_PRECEDING)) found.push('stands above the signs that need help now: ' + says(x));
  return found;
}
