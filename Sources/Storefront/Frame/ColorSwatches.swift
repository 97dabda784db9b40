import Kernel

/// Colours by the names that vendors give them, in English and some neighbours' languages.
enum ColorSwatches {
  private static let optionNames: Set<String> = [
    "color", "colors", "colour", "colours", "farbe", "couleur", "kleur", "colore", "kolor",
  ]

  /// Whether the values of an option or specification with this name are colours.
  static func isColor(optionName: String) -> Bool {
    SearchWords.words(optionName).contains(where: optionNames.contains)
  }

  /// The colour as `#c2570c`, also of "Dark blue" and "Sea green"; `nil` for names nobody knows.
  static func hex(_ name: String) -> String? {
    let words = SearchWords.words(name)
    if let whole = hexByName[words.joined(separator: " ")] { return whole }
    return words.reversed().lazy.compactMap { hexByName[$0] }.first
  }

  /// The known ones of these values.
  static func swatches(_ values: [String]) -> [String: String] {
    var known: [String: String] = [:]
    for value in values { known[value] = hex(value) }
    return known
  }

  private static let hexByName: [String: String] = {
    var colors: [String: String] = [:]
    for line in listing.split(separator: "\n") {
      let names = line.dropFirst(8).split(separator: ",")
      for name in names { colors[String(name)] = String(line.prefix(7)) }
    }
    return colors
  }()

  private static let listing = """
    #1f1d1b black,schwarz,noir,night,ebony,onyx,jet
    #f8f6f0 white,weiss,blanc,snow
    #f3e9d2 cream,ecru,creme,ivory,natural,natur,offwhite,off white
    #8a8c8e grey,gray,grau,gris,ash
    #4b4f55 charcoal,anthracite,anthrazit,graphite,slate,dark grey,dark gray
    #c8cacb silver,silber,argent,light grey,light gray
    #b23a3a red,rot,rouge,crimson,cherry
    #7c2430 burgundy,bordeaux,wine,maroon
    #d9772b orange,tangerine,apricot
    #a9502f rust,terracotta,brick,copper,kupfer
    #e3b23c yellow,gelb,jaune,mustard,senf
    #c9a24a gold,golden,brass,messing
    #4d7c4f green,grun,gruen,vert,fern
    #6f7a3d olive,khaki,moss
    #2f4f43 dark green,bottle green,forest
    #a9bfa0 sage,mint
    #1f8a84 teal,petrol,turquoise,turkis,aqua
    #3f6ea5 blue,blau,bleu
    #22335b navy,indigo,dark blue,marine,dunkelblau
    #9cc3e0 light blue,sky,hellblau
    #7d5a96 purple,violet,lila,plum,aubergine
    #b9a2cf lavender,lilac,mauve
    #e0a3ad pink,rosa,rose,blush
    #c2407e magenta,fuchsia
    #7a5338 brown,braun,brun,chocolate,walnut,coffee
    #b98a5a tan,camel,cognac,caramel,oak
    #dccbb0 beige,sand,oat,stone,taupe,linen,nude
    """
}
