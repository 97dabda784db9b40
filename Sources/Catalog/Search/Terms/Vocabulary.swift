import Kernel

/// Shorter words are like too many others, longer ones are none.
private let wordLengths = 4...20
private let shortestTyped = 4
private let longWord = 8

/// The words of the index that people wrote, in which the one that was meant by a mistyped word is found. Only letters a
/// to z: numbers and signs of models are right or they are not.
struct Vocabulary: Sendable {
  /// All words, one behind the other, by length; a word is known by where it begins.
  private var letters = ContiguousArray<UInt8>()
  private var starts: [Int: ContiguousArray<UInt32>] = [:]
  /// Which letters the words have, one bit each.
  private var signatures: [Int: ContiguousArray<UInt32>] = [:]
  private var known = Set<String>()

  /// About how many bytes it takes.
  var byteCount: Int { letters.count + starts.values.reduce(0) { $0 + $1.count * 8 } + known.count * 32 }

  mutating func add(_ word: String) {
    let bytes = word.utf8
    guard wordLengths.contains(bytes.count), bytes.allSatisfy({ (97...122).contains($0) }) else { return }
    guard known.insert(word).inserted else { return }
    starts[bytes.count, default: []].append(UInt32(letters.count))
    signatures[bytes.count, default: []].append(Vocabulary.signature(bytes))
    letters.append(contentsOf: bytes)
  }

  func contains(_ word: String) -> Bool { known.contains(word) }

  /// The word that was meant; `nil` when the word is one itself or none is near enough. Of words that are equally near
  /// one that begins with the same letter, is as long, and comes first in the alphabet.
  func nearest(_ word: String) -> String? {
    let wanted = Array(word.utf8)
    guard wanted.count >= shortestTyped, wanted.allSatisfy({ (97...122).contains($0) }), !known.contains(word)
    else { return nil }
    let allowed = wanted.count < longWord ? 1 : 2
    let signature = Vocabulary.signature(wanted)
    var best: (key: [Int], word: [UInt8])?
    for length in max(wordLengths.lowerBound, wanted.count - allowed)...(wanted.count + allowed) {
      guard let places = starts[length], let marks = signatures[length] else { continue }
      for (place, mark) in zip(places, marks) where (mark ^ signature).nonzeroBitCount <= 2 * allowed {
        let candidate = Array(letters[Int(place)..<Int(place) + length])
        let distance = EditDistance.between(wanted, candidate, limit: allowed)
        guard distance <= allowed else { continue }
        let key = [distance, candidate[0] == wanted[0] ? 0 : 1, abs(length - wanted.count)]
        if let best, !key.lexicographicallyPrecedes(best.key),
          key != best.key || !candidate.lexicographicallyPrecedes(best.word)
        {
          continue
        }
        best = (key, candidate)
      }
    }
    return best.map { String(decoding: $0.word, as: UTF8.self) }
  }

  private static func signature(_ letters: some Sequence<UInt8>) -> UInt32 {
    letters.reduce(0) { $0 | 1 << UInt32($1 - 97) }
  }
}
