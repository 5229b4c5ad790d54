/**
 * What generators call things that have another name here. A name is looked up in lower case and without `_`, `-` and spaces; of
 * the names it may stand for, the first that the object at hand has, and that is not given already, is meant.
 */

/** A name without the differences of `snake_case`, `kebab-case` and `camelCase`. */
export const plainName = (name: string): string => name.replaceAll(/[\s_-]/g, '').toLowerCase();

/** What names stand for, the likeliest first, from "what it is here: what it is called elsewhere". */
function standing(table: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [meant, called] of Object.entries(table)) {
    for (const name of called.split(' ').map(plainName)) all.set(name, [...(all.get(name) ?? []), ...meant.split(' ')]);
  }
  return all;
}

/** Names of types. */
export const TYPES = standing({
  hero: 'banner header herobanner masthead jumbotron intro',
  features: 'feature featurelist featuregrid services highlights',
  testimonials: 'testimonial reviews customerreviews quotes',
  'product-showcase': 'products productgrid productlist featuredproducts productcarousel collection showcase catalog',
  'call-to-action': 'cta calltoaction ctabanner promo promotion',
  stats: 'stat statistics numbers metrics counters',
  faq: 'faqs questions questionsandanswers accordion',
  newsletter: 'newslettersignup subscribe subscription signup emailsignup',
  'about-story': 'about story aboutus ourstory brandstory',
  'contact-info': 'contact contacts contactus location',
  gallery: 'images imagegallery photos photogallery',
  pricing: 'plans pricingtable prices',
  team: 'people staff ourteam teammembers',
  'blog-preview': 'blog posts latestposts blogposts news articles',
  'social-proof': 'logos logocloud press brands partners trust trustbadges asseenin',
  'process-steps': 'process steps howitworks workflow',
  benefits: 'benefit usps advantages perks valueprops whyus',
  comparison: 'compare comparisontable versus',
  timeline: 'history milestones roadmap',
  block: 'blocks customblock merchantblock shopblock vitrineblock',
});

/** Names of layouts, whatever the type. */
export const VARIANTS = standing({
  'centred banner': 'centered center centre middle',
  'split-left': 'imageleft leftimage left pictureleft medialeft',
  'split-right split': 'imageright rightimage right pictureright mediaright twocolumn sidebyside twocolumns',
  overlay: 'background backgroundimage fullbleed fullscreen fullwidth cover',
  'minimal text': 'simple clean textonly plain',
  'carousel horizontal': 'slider slideshow swiper',
  'grid columns cards': 'columns tiles gallery bento',
  'cards grid card': 'card cardgrid',
  'list vertical': 'rows stacked vertical',
  'alternating vertical': 'zigzag alternate',
  'single featured feature': 'spotlight highlight',
  'inline strip row logos banner': 'horizontal bar strip row',
  'accordion list': 'collapsible expandable',
  'table cards': 'matrix',
  numbered: 'steps numbers',
});

/** Names of fields. */
const FIELDS = standing({
  'heading title name question': 'headline header h1 h2 sectiontitle mainheading maintitle',
  'heading role name title label question': 'title',
  'name title label question heading': 'name caption',
  name: 'block blockname',
  'eyebrow badge': 'kicker overline pretitle preheading preheader tag badge superheading',
  'intro text': 'subtitle subheading subheadline subhead tagline lead lede introduction sectiondescription',
  'text intro answer quote caption': 'description body copy paragraph summary details bio story message blurb',
  'text quote answer intro': 'content text',
  'quote answer text': 'review testimonial comment feedback quotation',
  'name signature': 'author authorname customer customername reviewer reviewername person fullname',
  role: 'position jobtitle authortitle authorrole company occupation',
  rating: 'stars score ratingvalue rate',
  'picture logo src':
    'image img imageurl imagesrc photo photourl avatar avatarurl portrait thumbnail illustration media backgroundimage backgroundimageurl coverimage heroimage logourl picture logo',
  question: 'q',
  answer: 'a response reply',
  'items people steps plans events posts':
    'items entries list cards elements features benefits testimonials reviews faqs questions stats statistics numbers metrics images photos pictures logos brands partners',
  people: 'members team teammembers staff',
  plans: 'tiers packages pricing options',
  events: 'milestones timeline history',
  'rows points': 'rows criteria attributes',
  'columns items': 'products competitors contenders',
  values: 'cells entries',
  'points items': 'features bullets bulletpoints includes included perks benefits highlights',
  chapters: 'sections parts blocks',
  'actions link button': 'buttons ctas cta button primarybutton primarycta action calltoaction primaryaction',
  'link actions links': 'link links readmore viewall seeall more',
  'src href': 'url path source file',
  href: 'link uri to target address',
  alt: 'alttext alternativetext imagealt description caption',
  label: 'text title name buttontext linktext caption feature criterion',
  value: 'number figure stat amount count',
  when: 'date year time period',
  title: 'event label',
  days: 'day weekdays',
  times: 'time hours opening open',
  period: 'billing interval per billingperiod',
  price: 'cost amount pricing',
  highlighted: 'popular featured recommended ispopular mostpopular isfeatured highlight bestvalue',
  phone: 'phonenumber telephone tel mobile',
  email: 'mail emailaddress',
  hours: 'openinghours businesshours opening schedule',
  map: 'mapurl maplink googlemaps mapsurl',
  links: 'social socials sociallinks socialmedia profiles',
  button: 'buttontext buttonlabel submittext submitlabel ctatext',
  consent: 'disclaimer privacy privacytext privacynote consenttext legal',
  thanks: 'successmessage thankyou thankyoumessage confirmation success',
  note: 'footnote fineprint smallprint notice hint',
  signature: 'signedby by',
  products: 'source productsource from items producthandles handles',
  posts: 'source articles postsource',
  collection: 'category collectionhandle categoryhandle handle',
  query: 'search q keyword keywords term',
  handles: 'products items ids producthandles',
  settings: 'values options props parameters params',
  slugs: 'posts articles ids',
  tag: 'tagname category topic',
  from: 'type source kind by mode',
  limit: 'count max maxitems productcount numberofproducts maxproducts postcount numberofposts',
  columns: 'cols columncount columnsperrow perrow',
  logo: 'mark',
  tone: 'background theme colorscheme colourscheme color',
  spacing: 'padding margin space',
  width: 'containerwidth maxwidth container',
  anchor: 'id anchorid slug',
});

/** The field of an object that a name stands for; undefined for none. */
export function fieldOf(name: string, has: (field: string) => boolean, fields: readonly string[]): string | undefined {
  const plain = plainName(name);
  const same = fields.find((field) => plainName(field) === plain && has(field));
  return same ?? FIELDS.get(plain)?.find((field) => fields.includes(field) && has(field));
}

/** Words that a field's own words stand for, where it takes few: icons, tones, sources. */
export const WORDS = standing({
  truck: 'shipping delivery van fast-delivery free-shipping',
  refresh: 'return returns sync rotate undo exchange',
  shield: 'security secure guarantee warranty shield-check protection',
  check: 'checkmark check-circle tick done',
  mail: 'email envelope',
  'map-pin': 'location pin map address place',
  chat: 'support message comment help customer-service headphones',
  wallet: 'payment card credit-card money',
  box: 'package parcel gift',
  bag: 'cart shopping shopping-bag shopping-cart shop store',
  leaf: 'eco sustainable sustainability organic nature plant',
  award: 'trophy medal quality badge certificate',
  bolt: 'lightning zap fast flash speed',
  percent: 'discount sale offer',
  user: 'person account profile users',
  globe: 'world international earth',
  lock: 'privacy secure-payment padlock',
  sparkle: 'sparkles magic new',
  hand: 'handmade craft',
  plain: 'light white default none transparent',
  soft: 'muted gray grey secondary subtle',
  accent: 'primary brand colored coloured',
  dark: 'black inverse inverted',
  large: 'xl big lg',
  small: 'sm compact tight',
  medium: 'md normal',
  'full wide': 'fullwidth',
  'normal medium': 'regular',
  featured: 'all shop',
  latest: 'newest recent all',
  category: 'collection',
  picked: 'manual selected handpicked hand-picked list',
  search: 'query',
});
