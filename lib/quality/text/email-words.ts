/** How letters begin, in the languages that most are written in. */
export const GREETING =
  /^\W*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|sehr geehrt\p{L}*|liebe[rs]?|hallo|guten (?:tag|morgen|abend)|moin|estimad\p{L}*|querid\p{L}*|hola|buen(?:os|as) (?:días|tardes|noches)|cher|chère|chers|bonjour|bonsoir|madame|monsieur|gentil\p{L}*|egregi\p{L}*|car[oaie]|buongiorno|buonasera|ciao|salve|prezad\p{L}*|olá|bom dia|boa tarde|beste|geachte|dag|szanown\p{L}*|dzień dobry|cześć|drog\p{L}*|hej|hejsan|bästa|kære|hei|hyvä|arvoisa|dobrý den|vážen\p{L}*|merhaba|sayın|bună ziua|stimat\p{L}*|tisztelt|kedves|здравствуйте|добрый день|уважаем\p{L}*)(?!\p{L})/iu;

/** How they end. */
export const CLOSING =
  /^\W*(?:(?:best|kind|warm|many|with (?:best|kind|warm)) ?(?:regards|wishes|thanks)?|regards|sincerely|yours(?: (?:sincerely|faithfully|truly))?|thanks(?: (?:again|so much|a lot))?|thank you(?: very much| in advance)?|cheers|all the best|with (?:our |my )?(?:sincere )?apologies[^\n]{0,40}|talk soon|see you|(?:mit )?(?:freundlich\p{L}*|herzlich\p{L}*|best\p{L}*|lieben?|viele|schöne) (?:grüßen?|grüssen?|dank)|gruß|mfg|hochachtungsvoll|danke|(?:un )?(?:cordial|afectuoso) saludo|saludos(?: cordiales)?|atentamente|un abrazo|gracias|cordialmente|(?:bien )?(?:cordialement|à vous)|bien à (?:vous|toi)|salutations|merci|sincères salutations|veuillez agréer|je vous prie d'agréer|cordiali saluti|distinti saluti|un saluto|grazie|atenciosamente|com os melhores cumprimentos|cumprimentos|abraços|obrigad\p{L}|met vriendelijke groet\p{L}*|vriendelijke groet\p{L}*|groeten|alvast bedankt|z poważaniem|pozdrawiam\p{L}*|med vänlig\p{L}* hälsning\p{L}*|vänliga hälsningar|hälsningar|med venlig hilsen|hilsen|ystävällisin terveisin|s pozdravem|saygılarımla|cu stimă|üdvözlettel|с уважением)(?!\p{L})/iu;

export const SUBJECT =
  /^\W*(?:subject|betreff|asunto|objet|oggetto|assunto|onderwerp|temat|ämne|emne|aihe|předmět|konu|subiect|tárgy|тема)\W{0,3}:\s*\S/iu;

/** What the reader is to do: a question, a request, an offer of a time. */
export const REQUEST =
  /\?|\b(?:please|let me know|could you|would you|can you|reply|confirm|book|call me|click|schedule|send (?:me|us)|bitte|geben sie|lassen sie|teilen sie|melden sie|bestätigen|por favor|confirm\p{L}*|avís\p{L}*|respond\p{L}*|quedo a|indíqu\p{L}*|merci de|veuillez|pourriez-vous|pouvez-vous|n'hésitez pas|per favore|potrebbe|fateci|mi faccia|poderia|avise|laat (?:me|het)|kunt u|zou u|proszę|vänligen|gärna|venligst)\b/iu;

/** Words that have no place in a letter to a customer or colleague. */
export const RUDE =
  /\b(?:stupid|idiot\p{L}*|dumb|moron|shut up|crap|damn|sucks?|whatever|lazy|ridiculous|your (?:own )?fault|not my problem|not our problem|deal with it|blöd\p{L}*|dumm\p{L}*|selbst schuld|ihr problem|nicht unser problem|mist|scheiß\p{L}*|estúpid\p{L}*|tont[oa]s?|mierda|su culpa|no es (?:mi|nuestro) problema|stupide|imbécile|nul|débrouille\p{L}*|votre faute|pas notre problème|stupid[oiae]|colpa sua|wtf|lol)\b/iu;
