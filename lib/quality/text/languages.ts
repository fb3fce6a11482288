/**
 * The most frequent function words of each language. They tell the language, tell prose from lists of keywords, and are
 * left out where content counts.
 */
const FUNCTION_WORDS = {
  en: "the of and to a in is that it for on with as you your are this be we our have has will can not at by from or was were an if they their but i my me so would there what which do does more about when who how all been also than its it's i'm don't let's could should just into them he she his her us no any some these those here because where while after before over only out up",
  de: "der die das und ist in zu den von mit sich des auf für nicht ein eine einen einem einer eines dem als auch es an werden aus er hat dass sie nach bei um am wie über so zum war haben nur oder aber vor zur bis mehr durch man kann wir ihr ihre ihren ihrem ihnen ihrer uns unser unsere unseren ich mich mir wenn sind im wird diese dieser dieses diesen noch hier was du dein deine euch gern gerne bitte habe können möchte möchten würde vom beim ins sehr schon dann denn sowie damit keine kein alle",
  es: "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ya este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante uno ni contra ese esto mi qué e son fue tu te le les si usted ustedes nuestro nuestra nuestros puede pueden hemos he ha han estamos está están ser o yo tiene",
  fr: "de la le et les des en un une du que est pour qui dans par sur pas au plus ne se ce il sont avec aux son sa ses ou mais nous vous votre vos notre nos je j' me ma mon mes cette ces cet leur leurs été être avoir ont a d' l' qu' n' s' c' si y elle ils on comme tout tous toute très bien aussi sans entre après avant afin peut pouvez avons avez",
  it: "di che e la il un a per è in una sono mi ho si lo ha le con non da i del della dei delle nel alla al gli dal dalla anche come più ma se ci vi tra questo questa questi su suo sua loro nostro nostra nostri vostro vostra lei io noi voi essere stato stata dell' l' un' all' d' c' può possiamo abbiamo o molto ed nella sul sulla",
  pt: "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você nossa nosso nossos podemos temos lhe são às pode este esta",
  nl: "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door naar heeft hebben wij we je jij u uw ik mijn ons onze zij ze hij dit die deze wordt worden kan kunnen zal over tot al wat meer was of heb hebt graag wel geen alle hun haar",
  pl: "i w z na do się nie to że jest o od za po jak dla przez ale czy tak lub oraz był była było co który która które już tylko jego jej ich przy ten ta te tym tego są może można nas nam was pan pani bardzo jeśli być mamy",
  sv: "och i att det som en på är av för med den till inte har de om ett jag vi du ni kan så men från vid eller var när ska ditt din er vår våra sig man också efter mer detta denna dessa kommer skulle",
  da: "og i at det som en på er af for med den til ikke har de om et jeg vi du kan så men fra ved eller var når skal dit din jer vores sig man også efter mere dette denne disse kommer ville blev hvor",
  fi: "ja on ei se että oli mutta kun niin myös joka tai jos ovat sen hän olen voi kuin mitä nyt vain tämä ole sekä jotka me te mukaan kanssa ovat olla sinun meidän teidän hyvin vielä",
  cs: "a se na je v že s z do i o to jako za by ale si po pro od jsou byl byla co který která které tak již nebo při jeho své není jsme jste být můžete vám nás tento tato toto také",
  tr: "ve bir bu da de için ile ne çok daha gibi olarak olan var ama kadar sonra her en ben biz siz o mi mı değil ya veya şu ki size bize olup",
  ro: "și de la în a o cu pe nu este un că să din care pentru mai sunt ce se al ale au fi dar le am ne vă sau prin lor această acest după",
  hu: "a az és hogy nem is egy ez ezt van meg csak már de ha volt mint azt még kell ki vagy után lesz minden mert nagyon önnek kérjük",
  id: "yang dan di ini itu dengan untuk dari pada tidak dalam akan adalah anda kami saya ke ada bisa juga atau oleh sudah kita mereka karena lebih sebagai telah",
} as const;

export type Language = keyof typeof FUNCTION_WORDS;

export const LANGUAGES = Object.keys(FUNCTION_WORDS) as Language[];

const SETS = new Map(LANGUAGES.map((language) => [language, new Set(FUNCTION_WORDS[language].split(" "))]));

/** Of every language that is known. */
const ALL = new Set(LANGUAGES.flatMap((language) => FUNCTION_WORDS[language].split(" ")));

/** The function words of a language; those of all of them when it is unknown. */
export const functionWords = (language: string | null): ReadonlySet<string> => SETS.get(language as Language) ?? ALL;
