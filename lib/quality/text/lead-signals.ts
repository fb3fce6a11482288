/** What makes a purchase likely: money, power to decide, a need, a date. */
export const BUYING =
  /\b(?:budget (?:is )?(?:approved|of|available|confirmed)|approved budget|decision[- ]maker|head of|director|vp|vice president|chief|ceo|cto|cfo|coo|owner|founder|asked for (?:a |an )?(?:quote|price|offer|demo|call)|request(?:ed|s) (?:a |an )?(?:quote|price|offer|demo|call|trial)|pricing page|pilot|this quarter|next (?:month|quarter)|contract (?:ends|expires|runs out)|urgent|deadline|booked|budget freigegeben|freigegebenes budget|geschäftsführer\p{L}*|leiter(?:in)?|inhaber\p{L}*|einkaufsleit\p{L}*|angebot (?:angefordert|erbeten)|bittet um ein angebot|vertrag (?:läuft|endet)|preisseite|demo (?:gebucht|angefragt)|presupuesto aprobado|director\p{L}*|gerente|dueñ[oa]|propietari[oa]|pidió (?:una )?(?:oferta|demo|cotización)|solicitó|solicita|contrato (?:vence|termina)|página de precios|budget (?:validé|approuvé)|directeur|directrice|gérant\p{L}*|a demandé (?:un |une )?(?:devis|démo|offre)|demande (?:un |une )?(?:devis|démo)|contrat (?:expire|se termine))\b/giu;

/** What makes it unlikely. */
export const NOT_BUYING =
  /\b(?:students?|intern|thesis|homework|no budget|without budget|just (?:looking|curious|browsing)|free (?:plan|version|account)|unsubscrib\p{L}*|competitor|job (?:seeker|application|applicant)|looking for a job|bounced|no (?:reply|answer|response)|gmail\.com|hotmail\.com|outlook\.com|yahoo\.com|hobby|private person|stud(?:ent|ierend|entin)\p{L}*|masterarbeit|bachelorarbeit|praktikant\p{L}*|kein budget|nur neugierig|kostenlos\p{L}*|abgemeldet|wettbewerber\p{L}*|privatperson|bewerbung|gmx\.(?:de|net)|estudiante\p{L}*|sin presupuesto|solo mirando|curiosidad|gratis|gratuita?|competencia|tesis|étudiant\p{L}*|sans budget|mémoire|stagiaire|gratuit\p{L}*|concurrent\p{L}*|désabonn\p{L}*)(?!\p{L})/giu;

/** What to do with the lead. */
export const NEXT_STEP =
  /\b(?:next step|recommend\p{L}*|follow[- ]up|call (?:her|him|them|within|today|this)|schedule|send (?:her|him|them|the|a)|assign|nurture|newsletter|disqualif\p{L}*|contact|invite|hand over|nächste[rn]? schritt|empfehl\p{L}*|anrufen|nachfassen|angebot (?:senden|schicken)|termin|einladen|zuweisen|kontaktieren|siguiente paso|próximo paso|recomend\p{L}*|recomiend\p{L}*|llamar|enviar|agendar|contactar|asignar|prochaine étape|recommand\p{L}*|appeler|relancer|envoyer|planifier|contacter)\b/iu;

/** Both sides are seen. */
export const CONTRAST =
  /\b(?:but|however|although|on the other hand|risk|unclear|missing|unknown|despite|aber|jedoch|allerdings|risiko|unklar|offen|fehlt|trotz|pero|sin embargo|aunque|riesgo|falta|no está claro|mais|cependant|toutefois|risque|manque|malgré)\b/iu;
