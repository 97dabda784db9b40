/// Who reads a page. The same state can mean "wait" to one and "act" to another.
package enum Reader: Sendable {
  case buyer, vendor, marketplace
}
