"""The exercise « find the fault »: a letter as numbered lines, the learner's marks, and their correction.

`reading` numbers the lines · `choices` names criteria and families · `marks` is what the learner did ·
`correction` compares the marks with what was planted · `lesson` is a made lesson on disk · `journal` resumes.
"""
