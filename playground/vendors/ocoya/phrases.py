"""The words captions are made of, by tone and, for campaigns, by what a post is to do.

`{subject}` stands for the first words of the prompt, which may be any text, so each hook reads well
around a noun as around a sentence. `{brand}` stands for who speaks.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How one tone speaks."""

    hooks: tuple[str, ...]
    bodies: tuple[str, ...]
    calls: tuple[str, ...]


#: Who speaks where no brand kit was chosen, and how a brand signs.
NOBODY = "our team"
SIGNED = "From all of us at {brand}."

VOICES: dict[str, Voice] = {
    "professional": Voice(
        hooks=(
            "{subject}: what changes, and why it matters.",
            "News from {brand}: {subject}.",
            "A closer look at something we have prepared with care: {subject}.",
            "{subject}. Here is what you can expect.",
        ),
        bodies=(
            "It answers the questions you have asked us most often this year.",
            "Every detail was reviewed with the people who will use it.",
            "You will find it where you would look for it, without a manual.",
            "Early feedback speaks of calmer weeks and clearer decisions.",
            "Nothing that works today has to change.",
            "The first results are in, and they are steady.",
            "We have kept the parts that matter and left out the rest.",
            "Plans differ, so there is room for yours.",
            "Behind it stand months of quiet, careful work.",
            "We will share what we learn along the way.",
            "Small improvements, made often, add up over a quarter.",
        ),
        calls=("Read the full story on our site.", "Talk to us about your plans.", "Learn more today."),
    ),
    "friendly": Voice(
        hooks=(
            "Hello from {brand}! We have something to share: {subject}.",
            "Guess what has just arrived? {subject}!",
            "Pull up a chair, there is news: {subject}.",
            "You asked, and here it is: {subject}.",
        ),
        bodies=(
            "We have been smiling about it all week.",
            "No fuss, no small print, just a good thing made well.",
            "It is one of those little things that make a day nicer.",
            "Bring a friend, bring your questions, bring a biscuit.",
            "Half the fun was making it; the other half is showing you.",
            "Come by, have a look around, and stay as long as you like.",
            "If you have been with us from the start: thank you, this one is yours.",
            "If you are new here: welcome, you picked a lovely day.",
            "We tried it at home first, and the family voted yes.",
            "Tell us what you think, we read every single word.",
            "And yes, there is more to come.",
        ),
        calls=("Come and say hi!", "Tell a friend.", "What do you think? Drop us a line."),
    ),
    "educational": Voice(
        hooks=(
            "Three things worth knowing about this: {subject}.",
            "How does it work? {subject}, explained in a minute.",
            "A short lesson from {brand}: {subject}.",
            "Did you know? {subject}.",
        ),
        bodies=(
            "First, begin with the problem, not with the tool.",
            "Second, measure once before you change anything, so you can tell the difference.",
            "Third, change one thing at a time and write down what you see.",
            "Most of the effect comes from the first small step.",
            "A common mistake is to start with everything at once.",
            "The simple version is usually right, and easier to keep up.",
            "Give it two weeks before you judge the result.",
            "If you can explain it to a colleague, you have understood it.",
            "The numbers surprised us as well, so we checked them twice.",
            "There is no secret to it, only good habits.",
            "Keep what helps you and leave the rest.",
        ),
        calls=(
            "Save this for later.",
            "Ask us anything in the comments.",
            "Which of these will you try first?",
        ),
    ),
    "bold": Voice(
        hooks=(
            "Stop settling. {subject}.",
            "{subject}. No half measures.",
            "Here is a promise from {brand}: {subject}.",
            "Forget what you were told. {subject}.",
        ),
        bodies=(
            "We took the hard way, so that yours is short.",
            "Good enough was never the plan.",
            "You will notice it on the first day.",
            "Others talk about it. It is here.",
            "We cut everything that slowed you down.",
            "No waiting list. No excuses.",
            "Compare it with anything you like.",
            "It was built for people who decide.",
            "We put our name on it, and we mean it.",
            "The old way had its time.",
            "This is the part where you lean forward.",
        ),
        calls=("See it now.", "Make your move.", "Be first."),
    ),
    "founder_led": Voice(
        hooks=(
            "When I started {brand}, I wanted exactly this: {subject}.",
            "A personal note today. {subject}.",
            "I have been waiting a long time to write this: {subject}.",
            "{subject}. Let me tell you how we got here.",
        ),
        bodies=(
            "The first version was made at my kitchen table, and it showed.",
            "I was wrong about half of it, and our customers told me which half.",
            "We are a small team, so every decision is somebody's name.",
            "There were three moments when I nearly let it go.",
            "What kept me going was a letter from one of you.",
            "I still answer the mail myself on Fridays.",
            "It costs us more to make it this way, and I would do it again.",
            "I learnt to listen longer than feels comfortable.",
            "If it disappoints you, write to me and I will make it right.",
            "The team deserves the credit; I only insisted.",
            "I hope it serves you as well as it has served us.",
        ),
        calls=(
            "Write to me, I read everything.",
            "Thank you for being here.",
            "Tell me what you would do next.",
        ),
    ),
}

#: What the posts of a campaign are about, one after the other, whatever its goal.
ANGLES = (
    "Where it began",
    "What it changes for you",
    "A look behind the scenes",
    "A question we often hear",
    "What people say",
    "One small tip",
    "The numbers",
    "Meet the people",
    "What comes next",
    "Last call",
)

#: How a campaign's goal ends each of its posts.
ENDINGS = {
    "awareness": "Follow along, there is more tomorrow.",
    "leads": "Leave your name and we will be in touch.",
    "launch": "Be there when it opens.",
    "offer": "The offer is good while it lasts.",
    "education": "Save this for when you need it.",
    "event": "Save the date and bring somebody along.",
}
