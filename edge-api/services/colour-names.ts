/**
 * Colours as shops name them, in the languages shops are written in. A word stands in the line of what it looks like; an
 * ambiguous one ("rosa") in that of the language that uses it most for goods.
 */
const NAMES: Readonly<Record<string, string>> = {
  '#000000':
    'black schwarz noir nero negro preto zwart svart sort musta czarny siyah черный чёрный أسود שחור 黒 黑色 블랙 ブラック 검정',
  '#ffffff':
    'white weiss weiß blanc blanche bianco blanco branco wit vit hvit hvid valkoinen biały beyaz белый أبيض לבן 白 白色 화이트 ホワイト',
  '#808080': 'gray grey grau gris grigio cinza grijs grå harmaa szary gri серый رمادي אפור グレー 灰色 그레이 回色',
  '#c8102e':
    'red rot rouge rosso rojo vermelho rood röd rød punainen czerwony kırmızı красный أحمر אדום 赤 レッド 红色 紅色 레드',
  '#1f5fbf': 'blue blau bleu blu azul blauw blå sininen niebieski mavi синий أزرق כחול 青 ブルー 蓝色 藍色 블루',
  '#2e7d32':
    'green grün vert verte verde groen grön grønn grøn vihreä zielony yeşil зеленый зелёный أخضر ירוק 緑 グリーン 绿色 綠色 그린',
  '#f4c20d':
    'yellow gelb jaune giallo amarillo amarelo geel gul keltainen żółty sarı желтый жёлтый أصفر צהוב 黄 イエロー 黄色 黃色 옐로우',
  '#ef7d1a':
    'orange arancione naranja laranja oranje oransje oranssi pomarańczowy turuncu оранжевый برتقالي כתום オレンジ 橙色 오렌지',
  '#e8a0b4': 'pink rosa rose roze vaaleanpunainen różowy pembe розовый وردي زهري ורוד ピンク 粉色 粉红色 핑크',
  '#7b3fa0':
    'purple violet lila violett viola morado roxo paars lilla violetti fioletowy mor фиолетовый بنفسجي סגול 紫 パープル 紫色 퍼플 púrpura',
  '#7a5230':
    'brown braun brun marron marrone marrón castanho bruin brunt ruskea brązowy kahverengi коричневый بني חום ブラウン 茶 棕色 브라운',
  '#e4d5b7': 'beige beis bej beż бежевый بيج בז׳ ベージュ 米色 베이지',
  '#30b5b0': 'turquoise türkis turchese turquesa turkoois turkos turkis turkoosi turkusowy turkuaz бирюзовый فيروزي',
  '#1f2a44': 'navy marine marineblau كحلي ネイビー 藏青色 네이비 granat lacivert',
  '#c9a227':
    'gold oro or dorado dourado goud guld gull kulta złoty altın золотой ذهبي זהב ゴールド 金色 골드 golden doré dorato',
  '#c0c0c4':
    'silver silber argent argento plata prata zilver sølv hopea srebrny gümüş серебряный فضي כסף シルバー 银色 銀色 실버',
  '#36404a': 'charcoal anthracite anthrazit antracite antracita antraciet antracit grafit graphite فحمي',
  '#f7efdc':
    'cream creme crème crema krem ecru écru كريمي ivory elfenbein ivoire avorio marfil عاجي off-white offwhite',
  '#6d1f2f': 'burgundy burgund bordeaux bordò borgoña maroon عنابي خمري weinrot',
  '#c19a6b': 'camel kamel cammello جملي tan',
  '#6f7a52': 'moss olive oliv oliva olijf زيتي khaki kaki',
  '#9caf88': 'sage salbei sauge salvia',
  '#f2efe6': 'chalk kreide',
  '#b9785a': 'clay ton argile cotto',
  '#26323f': 'ink tinte',
  '#d8a31a': 'mustard senf moutarde senape mostaza خردلي ochre ocker ocre',
  '#e6dccb': 'natural natur naturel naturale طبيعي',
  '#dfd3bd': 'oat hafer avoine',
  '#a9502a': 'rust rost rouille ruggine',
  '#d3bd9a': 'sand sable sabbia arena رملي',
  '#b8b0a2': 'stone stein pierre',
  '#8b7e74': 'taupe',
  '#c0694d': 'terracotta terrakotta',
  '#50c878': 'emerald smaragd émeraude smeraldo esmeralda زمردي',
  '#9fd8c0': 'mint minze menthe menta نعناعي',
  '#b4a0dc': 'lavender lavendel lavande lavanda',
  '#f08a70': 'coral koralle corail corallo مرجاني',
  '#f8c8a8': 'peach pfirsich pêche pesca خوخي apricot',
  '#b87333': 'copper kupfer cuivre rame نحاسي',
  '#8c7853': 'bronze bronce برونزي',
  '#e0115f': 'ruby magenta fuchsia rubin',
  '#87ceeb': 'sky skyblue himmelblau celeste سماوي azure',
  '#9a8fd0': 'heather heide',
  '#2f5d46': 'forest tanne',
};

const byName = new Map<string, string>();
for (const [colour, names] of Object.entries(NAMES)) for (const name of names.split(' ')) byName.set(name, colour);

/** Words that make a colour lighter or darker, before or after its name. */
const LIGHTER = /^(?:light|pale|pastel|baby|hell|helles|clair|claire|chiaro|claro|licht|lys|ljus|فاتح)$/;
const DARKER = /^(?:dark|deep|midnight|dunkel|foncé|foncée|scuro|oscuro|escuro|donker|mörk|mørk|غامق|داكن)$/;
const GLUED = /^(hell|dunkel|licht|donker|lys|ljus|mörk|mørk|light|dark)(.{3,})$/;

/** Moves a colour towards white or black. */
function shaded(colour: string, towards: 0 | 255): string {
  const mix = (at: number): string =>
    Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * 0.55 + towards * 0.45)
      .toString(16)
      .padStart(2, '0');
  return `#${mix(1)}${mix(3)}${mix(5)}`;
}

/** The colour a name stands for, as #rrggbb, such as "Light Blue", "dunkelgrün" or "أزرق فاتح"; undefined when it names none. */
export function colourOf(name: string): string | undefined {
  const words = name
    .toLowerCase()
    .normalize('NFC')
    .split(/[\s-]+/)
    .filter(Boolean);
  const whole = byName.get(words.join('')) ?? byName.get(words.join('-'));
  if (whole) return whole;
  const rest = words.filter((word) => !LIGHTER.test(word) && !DARKER.test(word));
  const [only] = rest;
  if (rest.length !== 1 || only === undefined) return undefined;
  const plain = byName.get(only);
  if (plain)
    return words.some((word) => LIGHTER.test(word))
      ? shaded(plain, 255)
      : rest.length < words.length
        ? shaded(plain, 0)
        : plain;
  const [, shade = '', base = ''] = GLUED.exec(only) ?? [];
  const glued = byName.get(base);
  return glued && shaded(glued, /^(?:dunkel|donker|mörk|mørk|dark)/.test(shade) ? 0 : 255);
}
