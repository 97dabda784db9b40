extension DemoCatalogue {
  static let silberfisch = DemoShop(
    slug: "silberfisch", name: "Silberfisch", country: "DE",
    description:
      "A goldsmith's bench with a window to the street. Recycled silver and gold, stones with a known origin.",
    owner: "Leyla Aydın",
    designs: [
      .init(
        name: "Lagoon", sentence: "With blue topaz, cut flat so that it catches little and shows much.",
        ground: "#E3ECEC", body: "#3F8E9B", accent: "#B9BEC2", colour: "Blue"),
      .init(
        name: "Saffron", sentence: "Gilded, with citrine.", ground: "#F7EEDD", body: "#E0A12E",
        accent: "#C9A24A", colour: "Gold"),
      .init(
        name: "Garnet", sentence: "With garnet from Bohemia, dark as wine.", ground: "#F2E4E4",
        body: "#7E1F2D", accent: "#C7A15A", colour: "Red"),
      .init(
        name: "Moonstone", sentence: "Silver, with a milky stone that turns blue at an angle.",
        ground: "#E6E7EC", body: "#DDE3EE", accent: "#8E959E", colour: "Silver"),
      .init(
        name: "Malachite", sentence: "Green in rings, no two alike.", ground: "#E3EDE6", body: "#1F7A58",
        accent: "#C9A24A", colour: "Green"),
      .init(
        name: "Onyx", sentence: "Black and silver, nothing else.", ground: "#E9E7E4", body: "#25252A",
        accent: "#B4B8BC", colour: "Black"),
    ],
    families: [
      .init(
        title: "Ring", motif: .ring, category: ["Fashion", "Jewellery"],
        text: "Forged, not cast, and polished by hand. If the size is wrong we change it once for free.",
        price: 8900, step: 0, sizes: ["52", "54", "56", "58"], tags: ["recycled silver", "gift"]),
      .init(
        title: "Earrings", motif: .earrings, category: ["Fashion", "Jewellery"],
        text: "Light enough to forget, with posts of nickel-free silver.", price: 7400, step: 0,
        sizes: ["One size"], tags: ["recycled silver", "gift"]),
      .init(
        title: "Necklace", motif: .necklace, category: ["Fashion", "Jewellery"],
        text: "A drop on a fine anchor chain with three rings to close it at three lengths.", price: 9900,
        step: 1200, sizes: ["42 cm", "50 cm"], tags: ["recycled silver"]),
      .init(
        title: "Bracelet", motif: .bracelet, category: ["Fashion", "Jewellery"],
        text: "An open bangle that can be bent a little wider and holds its form.", price: 11900, step: 0,
        sizes: ["S", "M", "L"], tags: ["recycled silver"]),
      .init(
        title: "Brooch", motif: .brooch, category: ["Fashion", "Jewellery"],
        text: "For coats and hats, with a safety pin that deserves its name.", price: 6400, step: 0,
        sizes: ["One size"], tags: ["gift"]),
      .init(
        title: "Watch", motif: .watch, category: ["Fashion", "Jewellery"],
        text: "A quiet dial, a Swiss movement, a strap that changes without tools.", price: 22900, step: 0,
        sizes: ["34 mm", "39 mm"], tags: ["watch"]),
    ])

  static let hofladen = DemoShop(
    slug: "hofladen-weber", name: "Hofladen Weber", country: "DE",
    description:
      "What three farms, a roaster and a press make within an hour's drive. Packed to order on Mondays and Thursdays.",
    owner: "Thomas Weber",
    designs: [
      .init(
        name: "Morning", sentence: "The mild one, for every day.", ground: "#F7EFDF", body: "#D9A441",
        accent: "#8A5A2B", colour: "Yellow"),
      .init(
        name: "Orchard", sentence: "Fruity, with a note of apple.", ground: "#EEF0E0", body: "#8FA84F",
        accent: "#5B6F2F", colour: "Green"),
      .init(
        name: "Forest", sentence: "Dark and resinous, for people who like it strong.", ground: "#E6EAE2",
        body: "#3E5641", accent: "#A88A5A", colour: "Green"),
      .init(
        name: "Sunday", sentence: "A small lot that we make once a year.", ground: "#F5E7DE", body: "#B65C3A",
        accent: "#6E2F23", colour: "Red"),
      .init(
        name: "Midnight", sentence: "Deep, a little bitter, long on the tongue.", ground: "#E7E3E0",
        body: "#3A2A24", accent: "#C08A4E", colour: "Brown"),
      .init(
        name: "Blossom", sentence: "Flowery and light; the favourite of our youngest.", ground: "#F6E8EC",
        body: "#CC7F95", accent: "#8E4860", colour: "Pink"),
    ],
    families: [
      .init(
        title: "Coffee, whole beans", motif: .coffee, category: ["Food & Drink", "Coffee & Tea"],
        text:
          "Roasted slowly in a drum from 1974, rested for a week, then packed. Traded directly with two cooperatives.",
        price: 1290, step: 1600, sizes: ["350 g", "1 kg"], tags: ["coffee", "fair trade"]),
      .init(
        title: "Loose tea", motif: .tea, category: ["Food & Drink", "Coffee & Tea"],
        text: "Whole leaves in a tin that closes properly. Brew it twice.", price: 990, step: 700,
        sizes: ["80 g", "200 g"], tags: ["tea", "organic"]),
      .init(
        title: "Honey", motif: .honey, category: ["Food & Drink", "Pantry"],
        text: "Cold-spun by a beekeeper with forty hives. It crystallises; a warm bath brings it back.",
        price: 790, step: 600, sizes: ["250 g", "500 g"], tags: ["honey", "regional"]),
      .init(
        title: "Cold-pressed oil", motif: .oil, category: ["Food & Drink", "Pantry"],
        text:
          "Pressed on the day it is bottled, never above 38 °C. For salads and bread; too good for the pan.",
        price: 1190, step: 900, sizes: ["250 ml", "500 ml"], tags: ["organic", "regional"]),
      .init(
        title: "Chocolate bar", motif: .chocolate, category: ["Food & Drink", "Sweets"],
        text: "Stone-ground for three days. Four ingredients, and you know all of them.", price: 590,
        step: 1100, sizes: ["70 g", "3 × 70 g"], tags: ["chocolate", "gift", "fair trade"]),
      .init(
        title: "Jam", motif: .jam, category: ["Food & Drink", "Pantry"],
        text: "Two thirds fruit, cooked in small copper pots, stirred by someone who has time.", price: 650,
        step: 500, sizes: ["210 g", "420 g"], tags: ["regional", "breakfast"]),
    ])

  static let papermoon = DemoShop(
    slug: "papermoon-press", name: "Papermoon Press", country: "FR",
    description:
      "A print shop with two presses and a cat. Editions are small, numbered, and never printed again.",
    owner: "Claire Moreau",
    designs: [
      .init(
        name: "Tide", sentence: "In two blues and the white of the paper.", ground: "#E5EBEE",
        body: "#2D6E8E", accent: "#A9CBD6", colour: "Blue"),
      .init(
        name: "Dune", sentence: "Sand, ochre, and a very small figure.", ground: "#F3ECDD", body: "#C98B45",
        accent: "#EBD2A4", colour: "Yellow"),
      .init(
        name: "Poppy", sentence: "One red, overprinted until it glows.", ground: "#F6E8E3", body: "#C8402F",
        accent: "#F2B8A0", colour: "Red"),
      .init(
        name: "Grove", sentence: "Five greens from three inks.", ground: "#E7EDE5", body: "#3E6F52",
        accent: "#A9C4A0", colour: "Green"),
      .init(
        name: "Dusk", sentence: "The ten minutes after sunset.", ground: "#ECE6EE", body: "#5B4B7E",
        accent: "#E2A48C", colour: "Purple"),
      .init(
        name: "Graphite", sentence: "Greys, drawn first with a pencil.", ground: "#EAEAE7", body: "#4C4F52",
        accent: "#C3C3BE", colour: "Grey"),
    ],
    families: [
      .init(
        title: "Art print", motif: .print, category: ["Paper & Art", "Prints"],
        text: "Screen-printed on 300 g cotton paper, numbered and signed. Shipped flat between two boards.",
        price: 3900, step: 3000, sizes: ["30 × 40 cm", "50 × 70 cm"], tags: ["limited edition", "wall art"]),
      .init(
        title: "Notebook", motif: .notebook, category: ["Paper & Art", "Stationery"],
        text: "Thread-stitched, so it lies open. Paper that takes a fountain pen on both sides.", price: 1600,
        step: 600, sizes: ["A6", "A5"], tags: ["stationery", "gift"]),
      .init(
        title: "Greeting cards, set of six", motif: .cards, category: ["Paper & Art", "Stationery"],
        text: "Letterpress, with envelopes of the same paper. Empty inside; the words are yours.",
        price: 1800, step: 0, sizes: ["One size"], tags: ["stationery", "gift"]),
      .init(
        title: "Wall calendar", motif: .calendar, category: ["Paper & Art", "Prints"],
        text: "Twelve sheets that you will want to keep. Weeks begin on Monday, holidays are left to you.",
        price: 2600, step: 0, sizes: ["One size"], tags: ["limited edition", "gift"]),
      .init(
        title: "Pencil cup with six pencils", motif: .pencils, category: ["Paper & Art", "Stationery"],
        text: "Cedar pencils from 2H to 6B in a cup of grey board that will outlast them.", price: 2200,
        step: 0, sizes: ["One size"], tags: ["stationery", "drawing"]),
      .init(
        title: "Paper tape, two rolls", motif: .tape, category: ["Paper & Art", "Stationery"],
        text: "Tears by hand, comes off without a trace, sticks to gifts and walls.", price: 690, step: 0,
        sizes: ["One size"], tags: ["stationery"]),
    ])

  static let greenhand = DemoShop(
    slug: "greenhand", name: "Greenhand", country: "NL",
    description: "Tools and pots for people with a garden, a balcony or one brave windowsill.",
    owner: "Sanne de Vries",
    designs: [
      .init(
        name: "Terracotta", sentence: "Unglazed, so that roots can breathe.", ground: "#F4E9DF",
        body: "#C26B43", accent: "#9A4E2E", colour: "Orange"),
      .init(
        name: "Sage", sentence: "A soft green that lets the plant be the greener one.", ground: "#EAEEE4",
        body: "#9BAE8A", accent: "#6E8060", colour: "Green"),
      .init(
        name: "Cobalt", sentence: "The blue of Delft, without the windmills.", ground: "#E4E8F1",
        body: "#2F4FA0", accent: "#E9EDF6", colour: "Blue"),
      .init(
        name: "Sand", sentence: "The colour of the dunes behind our workshop.", ground: "#F2ECDF",
        body: "#DCC7A1", accent: "#B39A6E", colour: "Beige"),
      .init(
        name: "Anthracite", sentence: "Dark and quiet, good with grasses.", ground: "#E8E8E6",
        body: "#3F4447", accent: "#80868A", colour: "Grey"),
      .init(
        name: "Sunflower", sentence: "A yellow that is still there in November.", ground: "#F8F0DB",
        body: "#E3AE2D", accent: "#A9761B", colour: "Yellow"),
    ],
    families: [
      .init(
        title: "Plant pot", motif: .pot, category: ["Garden", "Pots"],
        text: "With a hole in the bottom and a saucer that fits. Survives frost if it is allowed to dry.",
        price: 1900, step: 1300, sizes: ["Ø 14 cm", "Ø 20 cm", "Ø 28 cm"], tags: ["plants", "balcony"]),
      .init(
        title: "Window planter", motif: .planter, category: ["Garden", "Pots"],
        text: "Waters from below for ten days. Hooks for railings from 3 to 8 cm are in the box.",
        price: 3900, step: 1400, sizes: ["60 cm", "80 cm"], tags: ["plants", "balcony"]),
      .init(
        title: "Hand trowel", motif: .trowel, category: ["Garden", "Tools"],
        text: "Forged from one piece of steel, with a handle of ash that you can oil once a year.",
        price: 2700, step: 0, sizes: ["One size"], tags: ["tools"]),
      .init(
        title: "Seed mix", motif: .seeds, category: ["Garden", "Seeds"],
        text: "Thirty kinds for bees and other guests. Sow from March to June, rake in, forget.", price: 490,
        step: 700, sizes: ["2 m²", "10 m²"], tags: ["organic", "bees", "gift"]),
      .init(
        title: "Watering can", motif: .can, category: ["Garden", "Tools"],
        text: "Balanced when it is full and when it is not. The rose comes off for deep pots.", price: 3400,
        step: 1200, sizes: ["3 l", "7 l"], tags: ["tools"]),
      .init(
        title: "Terrarium", motif: .terrarium, category: ["Garden", "Pots"],
        text: "A closed glass world with stones, coal and earth. Plants not included, instructions are.",
        price: 4400, step: 2000, sizes: ["1.5 l", "5 l"], tags: ["plants", "gift"]),
    ])
}
