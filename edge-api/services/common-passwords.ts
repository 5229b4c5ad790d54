/**
 * Passwords that guessers try first, of those long enough to be allowed: the heads of the lists that NIST SP 800-63B means by
 * "commonly used". Compared without case, and without the digits and signs people put at the end.
 */
const COMMON = new Set(
  `password passw0rd p@ssword p@ssw0rd pa55word pass1234 password1 password12 password123 password1234 mypassword
  12345678 123456789 1234567890 0123456789 87654321 987654321 0987654321 11111111 00000000 22222222 55555555 66666666
  77777777 88888888 99999999 12341234 11223344 12344321 123123123 123321123 147258369 159753456 123454321 12121212
  1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 q1w2e3r4 q1w2e3r4t5 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwert123
  asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 qazwsxedc qweasdzxc qwe123qwe abcd1234 abc12345 abcdefgh abcdefghi
  a1b2c3d4 aa123456 a1234567 a12345678 abc123456 iloveyou iloveyou1 loveyou1 ilovegod iloveme1 sunshine sunshine1
  princess princess1 football football1 baseball baseball1 basketball superman superman1 batman123 starwars pokemon1
  welcome1 welcome123 welcome01 letmein1 letmein123 trustno1 whatever whatever1 computer internet samsung1 samsung123
  michelle jennifer jonathan jordan23 charlie1 danielle nicholas alexander elizabeth christian victoria stephanie
  dragon123 monkey123 shadow123 master123 killer123 hunter123 freedom1 liverpool chelsea1 arsenal1 barcelona juventus
  realmadrid manchester corvette mercedes porsche1 mustang1 chocolate butterfly strawberry cheesecake pineapple
  blink182 slipknot metallica nirvana1 admin123 admin1234 administrator changeme changeme1 default1 guest123 testtest
  test1234 testing1 temp1234 temporary secret123 secret12 access14 passport hallo123 hallo1234 passwort passwort1
  passwort123 geheim123 schatz123 sommer2024 sommer2025 sommer2026 winter2024 winter2025 winter2026 summer2024
  summer2025 summer2026 spring2026 autumn2026 fussball berlin123 hamburg1 motdepasse bonjour1 azertyui azerty123
  azertyuiop soleil123 doudou123 marseille contrasena contraseña holahola españa123 barcelona1 password! qwerty!1
  google123 facebook facebook1 instagram whatsapp1 linkedin1 amazon123 netflix1 minecraft minecraft1 fortnite roblox123`
    .split(/\s+/)
    .filter(Boolean),
);

const bare = (password: string): string => password.toLowerCase().replace(/[\d!?.@#$%*_-]+$/, '');

/** Whether a password is one that everybody's guesses begin with, one sign over and over, or the e-mail it protects. */
export function isCommonPassword(password: string, { email, name }: { email: string; name: string }): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (COMMON.has(text) || /^(.{1,3}?)\1+$/u.test(text)) return true;
  const stem = bare(text);
  const own = [email, email.split('@')[0] ?? '', name].map((word) => word.toLowerCase()).filter((word) => word !== '');
  return own.includes(text) || own.includes(stem) || (stem.length >= 6 && COMMON.has(stem));
}
