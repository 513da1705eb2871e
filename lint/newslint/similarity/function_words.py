"""Function words by language.

Articles, pronouns, prepositions, conjunctions and auxiliaries identify the language of a text and
carry no information about its subject. The stop-word lists on the package index are unions of many
sources and contain words such as "fire" and "computer", which do.
"""

FUNCTION_WORDS = {
    "english": """
        a an the and or but nor so yet if than that this these those then there here it its he him
        his she her hers they them their theirs we us our ours you your yours i me my mine who whom
        whose which what when where why how not no is am are was were be been being do does did
        done has have had having can could may might must shall should will would of in on at by
        for from to into onto with without about after before between through during under over
        up down out off again as until while because both each few more most some such only own
        same too very just also s t ve ll re d m don didn doesn isn aren wasn weren won couldn
        wouldn shouldn hasn haven hadn ain
    """,
    "german": """
        der die das den dem des ein eine einen einem einer eines und oder aber denn doch wenn als
        dass ob weil wie was wer wo ist sind war waren wird werden wurde wurden sein hat haben hatte
        hatten kann können soll will muss nicht kein keine auch noch nur schon so sehr mehr im in am
        an auf aus bei beim mit nach von vom vor zu zum zur um über unter durch für gegen bis ohne
        seit ich du er sie es wir ihr sich mich uns ihm ihn ihre ihren ihrem seine seinen seiner
        dieser diese dieses man
    """,
    "french": """
        le la les l un une des du de d et ou mais où donc ni car que qu qui quoi dont ce cet cette
        ces il elle ils elles on nous vous je j tu se s me m te t lui leur leurs son sa ses mon ma
        mes ton ta tes notre nos votre vos y en ne n pas plus est sont était étaient être été a ont
        avait avoir au aux à dans par pour sur sous avec sans entre vers chez après avant depuis
        comme si très aussi même tout tous toute toutes c
    """,
    "spanish": """
        el la los las un una unos unas de del a al y e o u pero sino que quien cual cuyo como cuando
        donde si no ni se su sus lo le les me mi te tu nos es son era eran fue fueron ser está están
        estaba ha han había haber en por para con sin sobre entre hasta desde hacia tras ante bajo
        este esta estos estas ese esa eso aquel más muy ya también porque él ella ellos ellas
    """,
    "italian": """
        il lo la i gli le l un uno una di del dello della dei degli delle a al allo alla ai agli
        alle da dal dalla dai in nel nella nei nelle con su sul sulla sui per tra fra e ed o ma se
        che chi cui come quando dove non è sono era erano essere stato stata ha hanno aveva avere
        si ci ne mi ti vi suo sua suoi sue loro questo questa questi quello più anche dopo d
    """,
    "portuguese": """
        o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos
        pelas para com sem sobre entre até após e ou mas que quem qual quando onde como se não nem
        é são era eram foi foram ser está estão tem têm tinha ter há seu sua seus suas ele ela eles
        elas este esta esse essa isso mais muito já também
    """,
    "dutch": """
        de het een en of maar want dat die dit deze wie wat waar hoe als dan ook nog niet geen is
        zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen zal zou moet in
        op aan bij met na naar van voor tot uit over onder door tegen tussen om te er hij zij ze
        het we wij jij je ik u zich hun haar hem zijn mijn ons
    """,
    "swedish": """
        den det de en ett och eller men att som vad vem var när hur om inte är var vara varit har
        hade ha kan ska skulle blir blev i på av för med till från vid under över efter mellan mot
        utan hos han hon vi ni jag du sig sin sitt sina hans hennes deras denna detta dessa också
        där här så än
    """,
    "norwegian": """
        den det de en ei et og eller men at som hva hvem hvor når hvordan om ikke er var være vært
        har hadde ha kan skal skulle blir ble i på av for med til fra ved under over etter mellom
        mot uten hos han hun vi jeg du seg sin sitt sine hans hennes deres denne dette disse også
        der her så enn
    """,
    "danish": """
        den det de en et og eller men at som hvad hvem hvor når hvordan om ikke er var være været
        har havde have kan skal skulle bliver blev i på af for med til fra ved under over efter
        mellem mod uden hos han hun vi jeg du sig sin sit sine hans hendes deres denne dette disse
        også der her så end
    """,
    "finnish": """
        ja tai mutta että joka jotka mikä kun jos kuin ei eivät en on ovat oli olivat olla ollut se
        ne hän he me te minä sinä sen sitä siitä tämä nämä tuo myös vain jo niin sekä mukaan kanssa
        jälkeen ennen
    """,
    "russian": """
        и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее
        мне было вот от меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был него
        до вас их им чем была при будет кто этот того потому этого какой чтобы это для мы они эта
        после над через также которые который которая об
    """,
    "hungarian": """
        a az egy és vagy de hogy ha nem is ki mi aki ami ez ezt ezek azt azok volt van voltak lesz
        lett csak már még meg el fel le be mint után előtt szerint között alatt miatt által pedig
        illetve
    """,
    "romanian": """
        și sau dar că care ce cine cum când unde dacă nu este sunt era erau fi fost a au avea în la
        pe de din cu fără pentru prin după între sub spre un o unei unui lui ei lor său sa săi sale
        se să mai foarte acest această acestea cel cea cei cele al ale ai
    """,
    "turkish": """
        ve veya ile ama fakat ki de da bu şu o bir için gibi kadar daha en çok değil mi mı mu mü ne
        nasıl neden var yok oldu olarak olan sonra önce göre ise hem her ben sen biz siz onlar
    """,
    "arabic": """
        في من على إلى عن أن إن كان كانت هذا هذه ذلك التي الذي الذين ما لا لم لن هو هي هم مع بعد
        قبل بين حتى أو و ثم قد كل غير عند كما أي منذ
    """,
    "catalan": """
        el la els les un una uns unes de del dels d l a al als i o però que qui com quan on si no ni
        es se s seu seva seus seves és són era eren ser està ha han havia en per amb sense sobre
        entre fins des aquest aquesta aquests més molt ja també
    """,
}
