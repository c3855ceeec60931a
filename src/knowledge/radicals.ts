/**
 * Some programs write PDFs in which 一 is the sign of a radical (U+2F00) that only looks the same, and 民 is U+2EA0: no
 * search would find the word. Signs of the supplement that have no decomposition of their own, each before what it means.
 */
const SUPPLEMENT =
  '⺁厂⺄乙⺅亻⺇几⺈刀⺉刂⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罒⺲罒⺳网⺶羊⺷羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱亀⻲亀⻳龟'
/** Radicals whose decomposition is another spelling of the sign than the one in use. */
const SPELT: [string, string][] = [
  ['\u2f3e', '户'],
  ['\u2fad', '青'],
]
const MEANT = new Map([
  ...SPELT,
  ...Array.from(SUPPLEMENT.matchAll(/(.)(.)/g), ([, sign = '', meant = '']): [string, string] => [
    sign,
    meant,
  ]),
])

export function withoutRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fd5]/g, (sign) => MEANT.get(sign) ?? sign.normalize('NFKC'))
}
