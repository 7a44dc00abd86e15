"""The words captions are made of: measured for professionals, wordplay for wits, and so on.

`{subject}` stands for the first words of the topic, which may be any text, so each hook reads well
around a noun as around a sentence.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How one tone speaks. Five hooks at least, so that five variants never begin alike."""

    hooks: tuple[str, ...]
    bodies: tuple[str, ...]
    calls: tuple[str, ...]
    emojis: tuple[str, ...]


VOICES: dict[str, Voice] = {
    "professional": Voice(
        hooks=(
            "{subject}: what it means for your team.",
            "A closer look at this week's news: {subject}.",
            "{subject}. Here is why it matters now.",
            "We have been working on something useful: {subject}.",
            "In brief: {subject}.",
        ),
        bodies=(
            "It was shaped by the feedback you shared with us.",
            "The details are deliberately simple.",
            "Our early users report calmer mornings and clearer plans.",
            "We kept what works and removed what did not.",
            "You will find it where you would expect it.",
            "Every step has been reviewed with care.",
            "Plans change, so this one leaves room for yours.",
            "Small improvements add up over a quarter.",
        ),
        calls=(
            "Read the full story on our site.",
            "Tell us how your team would use it.",
            "Learn more today.",
        ),
        emojis=("📈", "💼", "✅", "🔍"),
    ),
    "casual": Voice(
        hooks=(
            "So, {subject}. Yep, it's happening.",
            "Quick one for you: {subject}.",
            "Guess what? {subject}!",
            "Okay, we had to share this: {subject}.",
            "Coffee in hand, news in the other: {subject}.",
        ),
        bodies=(
            "No fuss, no small print.",
            "We've been smiling about it all week.",
            "It's a little thing that makes the day nicer.",
            "You asked, we listened, and then we had snacks.",
            "Have a look around and see what you think.",
            "It's as easy as it sounds, promise.",
            "The best part took us five minutes to explain and five weeks to build.",
            "Bring a friend, bring a snack, bring your questions.",
        ),
        calls=("Come say hi!", "Tell a friend.", "What do you think? Drop us a line."),
        emojis=("😊", "☕", "👋", "🙌"),
    ),
    "witty": Voice(
        hooks=(
            "{subject}. Our calendar had feelings about it.",
            "Plot twist: {subject}.",
            "We put the fun in fundamentals: {subject}.",
            "{subject}. Because Mondays needed competition.",
            "Breaking, but gently: {subject}.",
        ),
        bodies=(
            "No spreadsheets were harmed, though one was mildly surprised.",
            "Our office plant approved the final version.",
            "It does everything except make tea, and we checked.",
            "Side effects may include nodding at your screen.",
            "We tried to keep a straight face and failed by lunch.",
            "Somewhere, a to-do list is quietly weeping with joy.",
            "Our lawyers laughed, which we are counting as approval.",
            "If this were a film, the popcorn would be gone by now.",
        ),
        calls=("Go on, be curious.", "Blink twice if you're in.", "Your move."),
        emojis=("😏", "🎭", "🪄", "🙃"),
    ),
    "enthusiastic": Voice(
        hooks=(
            "It's here! {subject}!",
            "We can't keep calm: {subject}!",
            "Big news, big smiles: {subject}!",
            "Ready, set, go! {subject}!",
            "You're going to love this: {subject}!",
        ),
        bodies=(
            "We've been counting down the days!",
            "Every single detail makes us happy!",
            "Bring your energy, we've saved you a spot!",
            "This is the one we dreamed about!",
            "Our whole team is dancing by the window!",
            "Wait until you see what comes next!",
            "Clear your calendar and tell your neighbours!",
            "We tried it ourselves and we cannot stop smiling!",
        ),
        calls=("Jump in today!", "Join the fun!", "Share it with everyone you know!"),
        emojis=("🎉", "🚀", "🤩", "✨"),
    ),
    "urgent": Voice(
        hooks=(
            "Don't wait: {subject}.",
            "Last call. {subject}.",
            "Happening now: {subject}.",
            "The clock is ticking! {subject}.",
            "Today only matters once: {subject}.",
        ),
        bodies=(
            "Places go fast and so does the week.",
            "Tomorrow is too late for this one.",
            "A minute now saves an hour later.",
            "Once it's gone, it's gone.",
            "You will want to be early.",
            "Set a reminder, or better, act right away.",
            "The early ones always have the better stories.",
            "No second round is planned, and no extra seats either.",
        ),
        calls=("Act now.", "Secure yours today.", "Don't miss it."),
        emojis=("⏰", "⚡", "🔥", "⏳"),
    ),
    "inspirational": Voice(
        hooks=(
            "Every great day starts somewhere: {subject}.",
            "{subject}. Small steps, long horizons.",
            "Imagine what you could begin today. {subject}.",
            "Made with heart: {subject}.",
            "The best chapters open quietly. {subject}.",
        ),
        bodies=(
            "Progress is built one honest morning at a time.",
            "What you care for grows.",
            "Courage is a habit, and habits can be learned.",
            "Look up: there is more sky than yesterday.",
            "You already have what it takes to begin.",
            "Together we go further than any plan.",
            "Let the first small step be an easy one.",
            "Kind work leaves a long trail of light behind it.",
        ),
        calls=("Start where you are.", "Take the first step today.", "Keep going."),
        emojis=("🌱", "🌅", "💫", "🌟"),
    ),
}

#: Hashtags for when the topic has no more words of its own.
SPARE_HASHTAGS = (
    "#behindthescenes",
    "#goodnews",
    "#teamwork",
    "#newthisweek",
    "#madewithcare",
    "#smalljoys",
    "#ideas",
    "#today",
    "#community",
    "#makers",
)
