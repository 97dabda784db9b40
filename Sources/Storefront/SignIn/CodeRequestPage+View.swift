import Identity
import Kernel
import Presentation
import Web

extension CodeRequestPage {
  func html(_ flash: Flash?) -> HTML {
    let fields: HTML = """
      <form class="stack" method="post" action="\(purpose.requestPath)">\(form.summary)\
      \(EntryForm.next(next))\
      \(Field.email(in: form, hint: "The one of your account."))\
      \(Button.submit("Send me a code", icon: .mail, size: .wide))</form>
      """
    return StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      title: title, intro: intro, fields,
      below: EntryForm.question("Remembered it?", "Log in", EntryForm.path(Paths.signIn, next: next)))
  }

  private var title: Words {
    switch purpose {
    case .activation: "Get a new code"
    case .password: "Forgot your password?"
    }
  }

  private var intro: Words {
    switch purpose {
    case .activation: "Codes run out after 15 minutes. A new one is mailed at once."
    case .password:
      "A code comes by mail, and with it you choose a new one. Your orders and cart stay as they are."
    }
  }
}
