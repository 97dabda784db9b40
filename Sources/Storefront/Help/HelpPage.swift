import Kernel
import Ordering
import Presentation
import Web

/// A question with its answer.
struct HelpEntry: Sendable {
  let question: Words
  let answer: Words
}

/// Questions and answers about buying and selling.
struct HelpPage: Sendable {
  /// Questions about one thing.
  struct Topic: Sendable {
    let id: String
    let title: Words
    let entries: [HelpEntry]
  }

  let siteName: String
  /// Whether people can pay at the door.
  let takesCash: Bool

  /// All questions in the order of showing.
  var topics: [Topic] { [buying, delivery, returns, accounts, selling] }

  private var buying: Topic {
    let ways: Words =
      takesCash ? "Pay online at checkout, or in cash when the parcel arrives." : "Pay online at checkout."
    return Topic(
      id: "buying", title: "Buying",
      entries: [
        HelpEntry(
          question: "Who do I buy from?",
          answer: """
            From the shop that is named under the product. \(siteName) brings your shops together: one \
            cart, one \
            checkout, and one order for each shop, which packs and sends it.
            """),
        HelpEntry(
          question: "Do I need an account?",
          answer: """
            No. Put things into the cart and check out with your e-mail address. The mail about your order \
            has a \
            link to it. With an account your addresses and orders are kept in one place.
            """),
        HelpEntry(
          question: "How can I pay?",
          answer: "\(ways) The checkout shows what is possible, and the button says how much you pay."),
        HelpEntry(
          question: "Can a price change while I check out?",
          answer: """
            No. Prices are frozen and the goods are held for you from the moment the checkout begins. If \
            you do \
            not pay within a quarter of an hour (a few minutes when much is wanted by many), they go back on the shelf and your cart stays as it was.
            """),
      ])
  }

  private var delivery: Topic {
    Topic(
      id: "delivery", title: "Delivery",
      entries: [
        HelpEntry(
          question: "What does delivery cost, and how long does it take?",
          answer: """
            Each shop sets its own ways of delivery with price and days. You see them on the product, and \
            choose \
            for every shop at checkout.
            """),
        HelpEntry(
          question: "Where is my parcel?",
          answer: """
            Open the order: its timeline shows when it was packed, handed over and delivered, with the \
            carrier's \
            number when the shop has given one. You get a mail at each step.
            """),
      ])
  }

  private var returns: Topic {
    Topic(
      id: "returns", title: "Cancelling and returns",
      entries: [
        HelpEntry(
          question: "Can I cancel an order?",
          answer: """
            Yes, until the shop has handed it over. Open the order and choose Cancel. What you paid for it \
            is \
            given back.
            """),
        HelpEntry(
          question: "Something is not right with what I got.",
          answer: """
            Open the order once it is delivered and ask for a refund, with a few words about what is wrong. \
            The \
            shop answers there, and you get a mail.
            """),
      ])
  }

  private var accounts: Topic {
    Topic(
      id: "account", title: "Your account",
      entries: [
        HelpEntry(
          question: "I forgot my password.",
          answer: "Choose “Forgot your password?” where you log in. A code comes to your e-mail address."),
        HelpEntry(
          question: "What do you know about me, and how do I get rid of it?",
          answer: """
            In your profile you can download everything that is kept about you, and close the account. Then \
            your \
            name and addresses are removed from it.
            """),
      ])
  }

  private var selling: Topic {
    Topic(
      id: "selling", title: "Selling",
      entries: [
        HelpEntry(
          question: "How do I open a shop?",
          answer: """
            Create an account, choose Sell, and say who you are and what you offer. An administrator looks \
            at every \
            new shop. You can put your goods in order while you wait.
            """),
        HelpEntry(
          question: "Do I have to type in all my products?",
          answer: """
            No. Upload a CSV file in the format that Shopify exports, with variants, stock and pictures. \
            Upload it \
            again whenever something changes: only differences are taken over.
            """),
        HelpEntry(
          question: "When do I get my money?",
          answer: """
            Sales are on your balance at once and become available when the order is delivered. Then ask \
            for a \
            payout. Commission is taken per sale, and every movement is listed.
            """),
      ])
  }
}

extension Storefront {
  func showHelp(_ request: Request) async throws -> Response {
    let frame = try await frame(request)
    let page = HelpPage(
      siteName: frame.siteName, takesCash: ordering.paymentMethods.contains(Ordering.cashOnDelivery))
    let head = DocumentHead(
      title: "Help", siteName: frame.siteName,
      description: "How buying and selling at \(frame.siteName) works: payment, delivery, returns, shops.",
      canonical: absolute(Paths.help), structuredData: [page.structuredData])
    return .html(page.html(head: head, frame: frame, flash: request.flash))
  }
}
