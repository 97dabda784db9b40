import TestSupport
import Testing

@testable import Catalog

@Suite struct BitmapTests {
  @Test func setsAreSets() {
    let one = Bitmap([1, 2, 3, 70_000, 4_000_000_000])
    let other = Bitmap([2, 70_000, 80_000])
    #expect(one.count == 5)
    #expect(one.contains(70_000) && !one.contains(70_001))
    #expect(Array(one.intersection(other).numbers) == [2, 70_000])
    #expect(one.intersectionCount(other) == 2)
    #expect(Array(one.subtracting(other).numbers) == [1, 3, 4_000_000_000])
    #expect(Array(Bitmap.union([one, other, Bitmap()]).numbers) == [1, 2, 3, 70_000, 80_000, 4_000_000_000])
    one.remove(1..<3)
    one.remove(4..<4)
    one.add(9)
    #expect(Array(one.numbers) == [3, 9, 70_000, 4_000_000_000])
    #expect(Bitmap().isEmpty && Bitmap([UInt32]()).numbers.isEmpty)
  }

  /// Blocks with few, many and all bits, and a last one that is not whole.
  @Test(arguments: [0, 1, 63, 64, 4_096, 4_097, 65_536, 65_537, 200_000]) func bitsBecomeSets(_ capacity: Int)
  {
    var random = SeededGenerator(seed: UInt64(capacity))
    for share in [0, 1, 50, 99, 100] {
      var bits = SlotBits(capacity: capacity)
      var wanted: [UInt32] = []
      for number in 0..<capacity where Int.random(in: 0..<100, using: &random) < share {
        bits.insert(UInt32(number))
        wanted.append(UInt32(number))
      }
      let set = Bitmap(bits)
      #expect(set.count == wanted.count)
      #expect(Array(set.numbers) == wanted)
      #expect(SlotBits(set, capacity: capacity).words == bits.words)
      #expect(bits.count == wanted.count)
    }
  }

  @Test func bitsGrow() {
    var bits = SlotBits()
    #expect(!bits.contains(1_000))
    bits.remove(1_000)
    for slot: UInt32 in [5, 1_000, 64] { bits.insert(slot) }
    bits.remove(64)
    #expect(Array(Bitmap(bits).numbers) == [5, 1_000])
  }

  /// Readers see a value whole while another one changes it.
  @Test func readersShareAndWritersAreAlone() async {
    let lock = SharedLock([0, 0])
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          (0..<500).allSatisfy { _ in lock.read { $0[0] == $0[1] } }
        }
        group.addTask {
          for _ in 0..<500 {
            lock.write {
              $0[0] += 1
              $0[1] += 1
            }
          }
          return true
        }
      }
      for await isWhole in group { #expect(isWhole) }
    }
    #expect(lock.read { $0 } == [2_000, 2_000])
  }
}
