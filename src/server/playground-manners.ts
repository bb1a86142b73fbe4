/**
 * What Altair has no option for, as a script for its page: it opens the first tab and not the last, shows the
 * variables of a tab when the tab is first seen, says in both languages how one of several operations is sent, and
 * sees to it that each has its mark to be sent by. Reads `windows`, the tabs in their order.
 */
export const PLAYGROUND_MANNERS = `
const several = '此标签有几个操作，请点所要操作上方的 “► (Send …)”。' +
  'This tab holds several operations: click “► (Send …)” above the one that you want.';
const shownTabs = () => [...document.querySelectorAll('app-window-switcher-item > *')];
const opened = new Set();
let begun = false;
const openVariables = () => {
  const at = shownTabs().findIndex((tab) => tab.classList.contains('window-switcher__item--active'));
  const panel = document.querySelector('.variables-editor-container');
  if (at < 0 || !panel || opened.has(at)) return;
  opened.add(at);
  const empty = /^\\s*\\{\\s*\\}\\s*$/.test(windows[at]?.initialVariables ?? '{}');
  if (!empty && !panel.classList.contains('show-variables')) panel.querySelector('.variables-editor--title')?.click();
};
// The marks are made from what the editor has read of a text within its first 20 ms, and made again when the text
// changes: where the computer is slow, an operation is left without one until somebody types. Its first letter is put
// in its own place then, some times and not without end, because half an operation has no mark either.
const tries = new WeakMap();
let marking;
const markOperations = () => {
  marking = undefined;
  for (const editor of document.querySelectorAll('.cm-content')) {
    const lines = [...editor.querySelectorAll('.cm-line')].map((line) => line.textContent);
    const operations = lines.filter((line) => /^(query|mutation|subscription)\\b/.test(line)).length;
    const view = editor.cmView?.view;
    const tried = tries.get(editor) ?? 0;
    if (!view || tried >= 20 || editor.querySelectorAll('.query-editor__line-widget').length >= operations) continue;
    tries.set(editor, tried + 1);
    view.dispatch({ changes: { from: 0, to: 1, insert: view.state.sliceDoc(0, 1) } });
    marking ??= setTimeout(markOperations, 250);
  }
};
new MutationObserver(() => {
  for (const toast of document.querySelectorAll('.toast-message')) {
    if (toast.textContent.includes('more than one query operations')) toast.textContent = several;
    // Said at each tab, of what nobody asked for.
    if (/^\\s*Reloaded doc/.test(toast.textContent)) toast.parentElement.style.display = 'none';
  }
  const tabs = shownTabs();
  if (!begun && tabs.length >= windows.length) {
    begun = true;
    tabs[0]?.click();
  }
  // The panel belongs to the tab that is shown a moment later.
  if (begun) requestAnimationFrame(openVariables);
  marking ??= setTimeout(markOperations, 250);
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
`;
