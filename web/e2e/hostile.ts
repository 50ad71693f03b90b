/** Text that pages have fallen for, by what it tries. Each must be read as it was written. */
export const hostile: Record<string, string> = {
  'a script': '<script>window.fallen = 1</script>',
  'a picture that fails': '"><img src=x onerror="window.fallen = 2">',
  'a drawing': '<svg/onload=window.fallen=3><a xlink:href="javascript:window.fallen=3">x</a>',
  'an address that is a script': '[click](javascript:window.fallen=4) javascript:window.fallen=4',
  'an address within an address': 'https://example.org/"onmouseover="window.fallen=5"x=',
  'the end of a comment': '--></div></body><h1>magpie:body</h1><!--',
  'the end of a title': '</title></head><meta http-equiv="refresh" content="0;url=/fallen">',
  'what templates read': '{{constructor.constructor("window.fallen=6")()}} ${window.fallen=6} <%= 6 %>',
  entities: '&lt;b&gt; &amp;amp; &#x3C;i&#x3E; &nbsp;',
  'a style': '<style>body{display:none}</style><link rel=stylesheet href=//example.org/x.css>',
  'what turns around': 'abc \u202Egpj.exe\u202C end',
  'what stacks up': `Z${'\u0310\u0330\u0353'.repeat(12)}algo`,
  'one long word': 'w'.repeat(270),
  'people of many parts': '👩‍👩‍👧‍👦🏳️‍🌈🇨🇳'.repeat(8),
  lines: 'one\ntwo\n\nfour   with   blanks',
  'what is replaced': "$& $1 $$ $' $`",
};

export const arabic = 'مرحبا بالعالم، هذا نص طويل من اليمين إلى اليسار يجب أن يُقرأ من اليمين. '.repeat(3).trim();
export const chinese = '喜鹊登枝报喜来，红梅映雪傲寒开。'.repeat(17).slice(0, 279);
export const emoji = '🐦‍⬛🌿'.repeat(139);
